/**
 * A closed-loop load client on plain sockets. Own code rather than a package, because it has to follow no redirect, choose
 * another url for each request, check every answer's status, and keep every latency; and it must cost little on a shared machine.
 */
import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  durationMs: number;
  /** Path of the nth request. */
  path: (index: number) => string;
  /** The status every answer must have. */
  status: number;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds, sorted ascending. */
  latencies: Float64Array;
}

const HEADERS = [
  'Host: 127.0.0.1',
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml',
  'Accept-Language: en-US,en;q=0.9',
  'Accept-Encoding: gzip, deflate, br',
  'Referer: https://news.example/article',
  'CF-Connecting-IP: 203.0.113.7',
  'CF-Blob: {"country":"US","continent":"NA","regionCode":"CA","city":"San Francisco","asn":7922,"colo":"SFO","httpProtocol":"HTTP/2"}',
].join('\r\n');

/** Latencies kept; more requests than this in one cell would not change a percentile. */
const MAX_SAMPLES = 2_000_000;

/** Connections that stay open from slice to slice: a slice measures requests, not handshakes. */
export interface Connections {
  load(options: LoadOptions): Promise<LoadResult>;
  close(): void;
}

export async function openConnections(port: number, count: number): Promise<Connections> {
  const sockets = await Promise.all(Array.from({ length: count }, () => open(port)));
  return {
    load: (options) => loadOver(sockets, options),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** One load over connections of its own. */
export async function load(options: LoadOptions & { port: number; connections: number }): Promise<LoadResult> {
  const connections = await openConnections(options.port, options.connections);
  try {
    return await connections.load(options);
  } finally {
    connections.close();
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

async function loadOver(sockets: Socket[], options: LoadOptions): Promise<LoadResult> {
  const samples = new Float64Array(Math.min(MAX_SAMPLES, 40 * options.durationMs + 1_000));
  const startedAt = performance.now();
  const shared = { sent: 0, answered: 0, until: startedAt + options.durationMs, samples };
  await Promise.all(sockets.map((socket) => drive(socket, options, shared)));
  return {
    requests: shared.answered,
    seconds: (performance.now() - startedAt) / 1000,
    latencies: samples.slice(0, Math.min(shared.answered, samples.length)).toSorted(),
  };
}

interface Shared {
  sent: number;
  answered: number;
  until: number;
  samples: Float64Array;
}

/** One connection: a request, its whole answer, the next request, until the time is over. */
function drive(socket: Socket, options: LoadOptions, shared: Shared): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let buffered = '';
    const send = (): void => {
      sentAt = performance.now();
      socket.write(`GET ${options.path(shared.sent++)} HTTP/1.1\r\n${HEADERS}\r\n\r\n`);
    };
    const end = (error?: Error): void => {
      socket.removeListener('data', read).removeListener('error', end).removeListener('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = (): void => end(new Error('The server closed a connection'));
    const read = (chunk: Buffer): void => {
      buffered += chunk.toString('latin1');
      const headersEnd = buffered.indexOf('\r\n\r\n');
      if (headersEnd < 0 || buffered.length < headersEnd + 4 + bodyLength(buffered, headersEnd)) return;
      if (Number(buffered.slice(9, 12)) !== options.status)
        return end(new Error(`Expected ${options.status}, got ${buffered.slice(0, 200)}`));
      const now = performance.now();
      if (shared.answered < shared.samples.length) shared.samples[shared.answered] = now - sentAt;
      shared.answered += 1;
      buffered = '';
      if (now < shared.until) send();
      else end();
    };
    socket.on('data', read).on('error', end).on('close', closed);
    send();
  });
}

function bodyLength(answer: string, headersEnd: number): number {
  const at = answer.toLowerCase().indexOf('content-length:');
  return at < 0 || at > headersEnd ? 0 : Number(answer.slice(at + 15, answer.indexOf('\r\n', at)));
}

export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
