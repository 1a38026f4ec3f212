/** Brings every D1 database of the local stack to the newest schema: the control database and all link shards that are bound. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { migrateD1 } from './d1.ts';
import { MIGRATIONS_DIR, readMigrations } from './files.ts';

/** This worker is bound to every database. */
const WORKER = 'hopline-api';
const MARK = 'migrated';
const CONFIG = join(MIGRATIONS_DIR, '../workers/api/wrangler.toml');

/**
 * Names of the files applied by this call, once per database. Throws a sentence when a database cannot be opened. What was done is
 * remembered in `folder`, beside the databases: Miniflare's handles of databases wait synchronously, and a runtime that goes on with
 * much work has more to log than a pipe holds before anybody reads it.
 */
export async function migrateDatabases(mf: Miniflare, folder: string): Promise<string[]> {
  const mark = join(folder, MARK);
  const present = await fingerprint();
  if ((await readFile(mark, 'utf8').catch(() => '')) === present) return [];
  const applied = await migrateAll(mf);
  await writeFile(mark, present);
  return applied;
}

/** Of the list of databases and all files, in order. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  // Which databases there are.
  hash.update(await readFile(CONFIG, 'utf8'));
  for (const folder of ['control', 'links'])
    for (const { name, sql } of await readMigrations(join(MIGRATIONS_DIR, 'd1', folder)))
      hash.update(`${name}\n${sql}\n`);
  return hash.digest('hex');
}

async function migrateAll(mf: Miniflare): Promise<string[]> {
  const names = Object.keys(await mf.getBindings(WORKER));
  const shards = names.filter((name) => /^LINKS_\d+$/.test(name));
  const databases = [['CONTROL', 'control'], ...shards.map((name) => [name, 'links'])] as const;
  const applied: string[] = [];
  for (const [binding = '', folder = ''] of databases) {
    const db = await mf.getD1Database(binding, WORKER);
    applied.push(...(await migrateD1(db, join(MIGRATIONS_DIR, 'd1', folder)).catch(explainFailure)));
  }
  return applied;
}

function explainFailure(error: Error): never {
  if (!/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB|internal error/i.test(error.message)) throw error;
  throw new Error(
    `The local D1 databases cannot be read. Start from nothing with \`npm start -- --fresh\` (local data is lost). It said: ${error.message}`,
    { cause: error },
  );
}
