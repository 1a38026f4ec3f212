/** Stands between the workers and ClickHouse and does to requests what networks, full disks and failing servers do. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createRandom } from '../../dev/seed/random.ts';
import type { Hits, StoreFault, StoreFaults } from './faults.ts';

/** Slow answers take up to this; the workers wait for 30 s. */
const MAX_SLOW_MS = 1_500;
/** More than any disk: with it the engine's own check finds no room. */
const MORE_THAN_ANY_DISK = '1000000000000000000';

const NAMES: Record<StoreFault, string> = {
  down: 'ClickHouse down',
  slow: 'ClickHouse slow',
  written_then_500: 'ClickHouse wrote, then answered 500',
  cut_before_answer: 'ClickHouse wrote, connection cut before the answer',
  cut_in_body: 'ClickHouse connection cut in the middle of an insert',
  read_only: 'ClickHouse read-only',
  disk_full: 'ClickHouse disk full',
};
/** Settings that make the engine itself refuse. */
const REFUSING: Partial<Record<StoreFault, [string, string]>> = {
  read_only: ['readonly', '1'],
  disk_full: ['min_free_disk_bytes_to_perform_insert', MORE_THAN_ANY_DISK],
};

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export class StoreProxy {
  readonly #server: Server;
  readonly #target: number;
  #faults: StoreFaults | null = null;
  #random = createRandom('');
  #hits: Hits = {};

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((req, res) => {
      this.#serve(req, res).catch(() => res.destroy());
    });
  }

  /** Listens on `port` and passes on to `target`, both on this machine. */
  static async open(port: number, target: number): Promise<StoreProxy> {
    const proxy = new StoreProxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
    });
    return proxy;
  }

  order(dice: string, faults: StoreFaults | null): void {
    this.#random = createRandom(`${dice}/store`);
    this.#faults = faults;
  }

  takeHits(): Hits {
    const hits = this.#hits;
    this.#hits = {};
    return hits;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const fault = this.#faults && this.#random.chance(this.#faults.share) ? this.#faults.kind : undefined;
    const body = await readAll(req);
    // Whether a query that only reads meets a full disk or a read-only server makes no difference.
    const struck = fault && REFUSING[fault] && body.length === 0 ? undefined : fault;
    if (struck) this.#hits[NAMES[struck]] = (this.#hits[NAMES[struck]] ?? 0) + 1;
    if (struck === 'down') return void res.destroy();
    if (struck === 'slow') await new Promise((resolve) => setTimeout(resolve, this.#random.below(MAX_SLOW_MS)));
    if (struck === 'cut_in_body') {
      await this.#forward(req, req.url ?? '/', body, Math.floor(body.length / 2)).catch(() => {});
      return void res.destroy();
    }
    const refusing = struck && REFUSING[struck];
    const answer = await this.#forward(req, refusing ? withSetting(req.url ?? '/', refusing) : (req.url ?? '/'), body);
    if (struck === 'cut_before_answer') return void res.destroy();
    if (struck === 'written_then_500') {
      res.writeHead(500, { 'content-type': 'text/plain', 'x-clickhouse-exception-code': '210' });
      return void res.end('Code: 210. DB::NetException: Connection reset by peer. (NETWORK_ERROR)\n');
    }
    res.writeHead(answer.status, answer.headers);
    res.end(answer.body);
  }

  /** @param cutAt bytes after which the connection is cut. */
  #forward(req: IncomingMessage, path: string, body: Buffer, cutAt?: number): Promise<Answer> {
    const headers = { ...req.headers, 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      const sending = request({
        host: '127.0.0.1',
        port: this.#target,
        path,
        method: req.method,
        headers,
        agent: false,
      });
      sending.on('error', reject).on('response', (answer) => {
        const { statusCode = 502, headers: got } = answer;
        readAll(answer).then((bytes) => resolve({ status: statusCode, headers: got, body: bytes }), reject);
      });
      if (cutAt === undefined) return void sending.end(body);
      sending.write(body.subarray(0, cutAt), () => sending.destroy(new Error('cut')));
    });
  }
}

function withSetting(path: string, [name, value]: [string, string]): string {
  const url = new URL(path, 'http://clickhouse');
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
