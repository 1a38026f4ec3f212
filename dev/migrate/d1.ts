/** Brings a D1 database to the newest schema, recorded as `wrangler d1 migrations apply` does, so that both agree on what is done. */
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler';
import { readMigrations } from './files.ts';

/** The part of a D1 handle that this needs; Miniflare's handles and Workers' bindings both have it. */
export interface MigratableD1 {
  prepare(sql: string): MigratableStatement;
  batch(statements: MigratableStatement[]): Promise<unknown>;
}

interface MigratableStatement {
  bind(...values: unknown[]): MigratableStatement;
  all<T>(): Promise<{ results: T[] }>;
}

/** Wrangler's own table, to the letter. */
const RECORD_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Names of the files applied by this call. Each file and its record are one transaction: a file that fails leaves nothing behind. */
export async function migrateD1(db: MigratableD1, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  await db.prepare(RECORD_TABLE).all();
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const done = new Set(results.map((row) => row.name));
  const pending = files.filter((file) => !done.has(file.name));
  for (const file of pending) {
    const statements = splitSqlQuery(file.sql).map((sql) => db.prepare(sql));
    const record = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(file.name);
    try {
      await db.batch([...statements, record]);
    } catch (error) {
      throw new Error(`Migration ${file.name}: ${(error as Error).message}`, { cause: error });
    }
  }
  return pending.map((file) => file.name);
}
