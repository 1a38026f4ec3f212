/** A server of the customer's on this machine: keeps what is posted to it, and answers as it is told. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export class Receiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; 200 when there is none. */
  readonly answers: number[] = [];
  readonly #server: Server;

  private constructor(pages: Record<string, Page>) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '/';
        this.received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        const page = pages[path];
        const status = this.answers.shift() ?? page?.status ?? 200;
        response.writeHead(status, { 'content-type': 'text/plain', ...page?.headers }).end(page?.body ?? 'ok');
      });
    });
  }

  /** @param pages what paths answer; others say "ok". @param port 0: any that is free. */
  static async start(pages: Record<string, Page> = {}, port = 0): Promise<Receiver> {
    const receiver = new Receiver(pages);
    await new Promise<void>((resolve) => receiver.#server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export interface Page {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}
