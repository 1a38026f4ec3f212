/** The files of the repository that people write. */
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';

const FOLDERS = ['workers', 'web', 'sdk', 'migrations', 'test', 'dev'];
const CODE = /\.(ts|tsx|mjs|js|css|sql|html)$/;
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', '.wrangler']);
const GENERATED = /worker-configuration\.d\.ts$/;

/** Paths from the top of the repository, with forward slashes, sorted. */
export async function sourceFiles(): Promise<string[]> {
  const lists = await Promise.all(FOLDERS.map((folder) => walk(join(REPOSITORY, folder))));
  return lists.flat().toSorted();
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(path);
    const name = relative(REPOSITORY, path).split(sep).join('/');
    return CODE.test(name) && !GENERATED.test(name) ? [name] : [];
  });
  return (await Promise.all(lists)).flat();
}
