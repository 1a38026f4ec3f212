/** The migration files of one folder, in the order in which they apply. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface MigrationFile {
  /** e.g. `0001_raw_events.sql`. */
  name: string;
  sql: string;
  /** SHA-256 in hex. */
  checksum: string;
}

/** `migrations/` at the top of the repository. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../migrations', import.meta.url));

const NAME = /^\d{4}_\w+\.sql$/;

/** Throws when two files share a number: their order would be an accident. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
  const twin = names.find((name, index) => name.slice(0, 4) === names[index - 1]?.slice(0, 4));
  if (twin) throw new Error(`Two migrations in ${folder} have the number ${twin.slice(0, 4)}.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
