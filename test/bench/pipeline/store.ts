/** The analytical store of the bench: the real engine with the real migrations, which can be taken away, and one that forgets. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type ClickHouse, startClickHouse } from '../../../dev/clickhouse/start.ts';
import { migrateClickHouse } from '../../../dev/migrate/clickhouse.ts';
import { cpuSeconds } from '../redirect/cpu.ts';
import { freePort } from '../redirect/servers.ts';

export const DATABASE = 'hopline';

export class Store {
  readonly url: string;
  readonly #dataDir: string;
  #process: ClickHouse;

  private constructor(dataDir: string, process: ClickHouse) {
    this.#dataDir = dataDir;
    this.#process = process;
    this.url = process.url;
  }

  /** A fresh one, migrated. */
  static async start(dir: string, name: string): Promise<Store> {
    const dataDir = join(dir, name);
    const started = await startClickHouse({ dataDir, port: await freePort() });
    await migrateClickHouse({ url: started.url, database: DATABASE });
    return new Store(dataDir, started);
  }

  cpuSeconds(): Promise<number> {
    return cpuSeconds(this.#process.pid);
  }

  /** Ends the process: connections are refused from now on. */
  async leave(): Promise<void> {
    await this.#process.stop();
  }

  async comeBack(): Promise<void> {
    this.#process = await startClickHouse({ dataDir: this.#dataDir, port: Number(new URL(this.url).port) });
  }

  async count(statement: string): Promise<number> {
    const answer = await fetch(`${this.url}/?database=${DATABASE}`, { method: 'POST', body: statement });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.slice(0, 300));
    return Number(text.trim());
  }

  async run(statement: string): Promise<void> {
    await this.count(statement);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}

/** Takes any insert, answers that all is well and keeps nothing: the floor under ClickHouse. */
export async function startForgetfulStore(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
