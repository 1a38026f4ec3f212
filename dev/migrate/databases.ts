/** Brings every D1 database of the local stack to the newest schema: the control database and all link shards that are bound. */
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { migrateD1 } from './d1.ts';
import { MIGRATIONS_DIR } from './files.ts';

/** This worker is bound to every database. */
const WORKER = 'hopline-api';

/** Names of the files applied by this call, once per database. Throws a sentence when a database cannot be opened. */
export async function migrateDatabases(mf: Miniflare): Promise<string[]> {
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
