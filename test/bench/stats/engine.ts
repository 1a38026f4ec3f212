/** The engine of the bench: the real one with the real migrations, several databases in one folder that may be kept. */
import { readFile } from 'node:fs/promises';
import { type ClickHouse, startClickHouse } from '../../../dev/clickhouse/start.ts';
import { migrateClickHouse } from '../../../dev/migrate/clickhouse.ts';
import { freePort } from '../redirect/servers.ts';

/** Ticks per second of /proc; 100 on every Linux. */
const TICKS_PER_SECOND = 100;

export class Engine {
  readonly url: string;
  readonly #process: ClickHouse;

  private constructor(process: ClickHouse) {
    this.#process = process;
    this.url = process.url;
  }

  static async start(dataDir: string): Promise<Engine> {
    return new Engine(await startClickHouse({ dataDir, port: await freePort() }));
  }

  /** Brings a database to the newest schema. */
  async migrate(database: string): Promise<void> {
    await migrateClickHouse({ url: this.url, database });
  }

  /** One statement; its answer as text. */
  async run(sql: string, database = 'default', settings: Record<string, string> = {}): Promise<string> {
    const query = new URLSearchParams({ database, ...settings });
    const answer = await fetch(`${this.url}/?${query.toString()}`, { method: 'POST', body: sql });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.slice(0, 400));
    return text.trim();
  }

  async count(sql: string, database?: string): Promise<number> {
    return Number(await this.run(sql, database));
  }

  /** User and system time of the engine's process, of threads that have ended, too. */
  async cpuSeconds(): Promise<number> {
    const stat = await readFile(`/proc/${this.#process.pid}/stat`, 'utf8');
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) / TICKS_PER_SECOND;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
