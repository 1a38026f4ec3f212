/** A resolver on this machine that speaks DNS over HTTPS in JSON and answers from a table. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const TYPE_NUMBER: Record<string, number> = { A: 1, CNAME: 5, TXT: 16, AAAA: 28 };

export class NameServer {
  /** `TYPE name` → values. */
  readonly records = new Map<string, string[]>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const type = searchParams.get('type') ?? '';
      const name = searchParams.get('name') ?? '';
      const values = this.records.get(`${type} ${name}`) ?? [];
      const Answer = values.map((value) => ({
        name,
        type: TYPE_NUMBER[type],
        TTL: 60,
        data: type === 'TXT' ? `"${value}"` : value,
      }));
      response.writeHead(200, { 'content-type': 'application/dns-json' });
      response.end(JSON.stringify({ Status: values.length > 0 ? 0 : 3, Answer }));
    });
  }

  /** @param port 0: any that is free. */
  static async start(port = 0): Promise<NameServer> {
    const names = new NameServer();
    await new Promise<void>((resolve) => names.#server.listen(port, '127.0.0.1', resolve));
    return names;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/dns-query`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
