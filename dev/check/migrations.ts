/** Migrations are append-only: a file that is listed in migrations/checksums.json never changes, and every file is listed. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_DIR, readMigrations } from '../migrate/files.ts';
import type { Check } from './check.ts';

type Checksums = Record<string, string>;

const FOLDERS = ['clickhouse', 'd1/control', 'd1/links'];
const LIST = join(MIGRATIONS_DIR, 'checksums.json');

export const migrations: Check = {
  name: 'migrations append-only',
  async run({ update }) {
    const listed = existsSync(LIST) ? (JSON.parse(await readFile(LIST, 'utf8')) as Checksums) : {};
    const present = await presentChecksums();
    const problems = compareChecksums(listed, present, update);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    if (update) await writeFile(LIST, `${JSON.stringify(present, null, 2)}\n`);
    return `${Object.keys(present).length} files`;
  },
};

/** Updating adds new files; it never accepts a changed or a missing one. */
export function compareChecksums(listed: Checksums, present: Checksums, update: boolean): string[] {
  const problems: string[] = [];
  for (const [name, checksum] of Object.entries(listed)) {
    if (!(name in present)) problems.push(`${name} is gone. Migrations stay: databases have applied it.`);
    else if (present[name] !== checksum) problems.push(`${name} has changed. Undo that and add a new migration.`);
  }
  const unlisted = Object.keys(present).filter((name) => !(name in listed));
  if (!update) problems.push(...unlisted.map((name) => `${name} is not listed. Run: npm run check -- --update`));
  return problems;
}

async function presentChecksums(): Promise<Checksums> {
  const folders = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readMigrations(join(MIGRATIONS_DIR, folder))).map(({ name, checksum }): [string, string] => [
        `${folder}/${name}`,
        checksum,
      ]),
    ),
  );
  return Object.fromEntries(folders.flat());
}
