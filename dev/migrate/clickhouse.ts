/** Brings a ClickHouse database to the newest schema; what was applied is recorded in its table `schema_migrations`. */
import { join } from 'node:path';
import { type ClickHouseClient, createClient } from '@clickhouse/client-web';
import { splitStatements } from '../clickhouse/statements.ts';
import { type MigrationFile, MIGRATIONS_DIR, readMigrations } from './files.ts';

export interface ClickHouseTarget {
  url: string;
  database: string;
  username?: string;
  password?: string;
  /** `migrations/clickhouse` unless given. */
  folder?: string;
}

/** One statement at a time is recorded, because ClickHouse cannot undo the first half of a file when the second half fails. */
interface Progress {
  name: string;
  checksum: string;
  done: number;
  total: number;
}

const RECORD_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations
  (name String, checksum String, done UInt32, total UInt32, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = ReplacingMergeTree(applied_at) ORDER BY name`;

/** Names of the files applied by this call. Throws, before changing anything, when a file was edited after it had been applied. */
export async function migrateClickHouse(target: ClickHouseTarget): Promise<string[]> {
  const files = await readMigrations(target.folder ?? join(MIGRATIONS_DIR, 'clickhouse'));
  await createDatabase(target);
  const client = connect(target, target.database);
  try {
    await client.command({ query: RECORD_TABLE });
    const progress = await readProgress(client);
    refuseEdited(files, progress);
    const pending = files.filter((file) => !isComplete(progress.get(file.name)));
    for (const file of pending) await apply(client, file, progress.get(file.name)?.done ?? 0);
    return pending.map((file) => file.name);
  } finally {
    await client.close();
  }
}

function connect({ url, username, password }: ClickHouseTarget, database?: string): ClickHouseClient {
  return createClient({
    url,
    ...(database && { database }),
    ...(username && { username }),
    ...(password && { password }),
  });
}

async function createDatabase(target: ClickHouseTarget): Promise<void> {
  const client = connect(target);
  await client.command({
    query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
    query_params: { database: target.database },
  });
  await client.close();
}

async function readProgress(client: ClickHouseClient): Promise<Map<string, Progress>> {
  const query = 'SELECT name, checksum, done, total FROM schema_migrations FINAL';
  const rows = await (await client.query({ query, format: 'JSONEachRow' })).json<Progress>();
  return new Map(rows.map((row) => [row.name, row]));
}

function isComplete(progress: Progress | undefined): boolean {
  return progress !== undefined && progress.done === progress.total;
}

/** A file whose last run failed half-way may still be corrected; a finished one may not. */
function refuseEdited(files: MigrationFile[], progress: Map<string, Progress>): void {
  const edited = files.find((file) => {
    const before = progress.get(file.name);
    return isComplete(before) && before?.checksum !== file.checksum;
  });
  if (edited)
    throw new Error(
      `Migration ${edited.name} was changed after it had been applied. Undo the change and add a new file.`,
    );
}

async function apply(client: ClickHouseClient, file: MigrationFile, alreadyDone: number): Promise<void> {
  const statements = splitStatements(file.sql);
  for (const [index, query] of statements.entries()) {
    if (index < alreadyDone) continue;
    try {
      await client.command({ query });
    } catch (error) {
      throw new Error(`Migration ${file.name}, statement ${index + 1}: ${(error as Error).message}`, { cause: error });
    }
    const values: Progress[] = [
      { name: file.name, checksum: file.checksum, done: index + 1, total: statements.length },
    ];
    await client.insert({
      table: 'schema_migrations',
      values,
      format: 'JSONEachRow',
      clickhouse_settings: { async_insert: 0 },
    });
  }
}
