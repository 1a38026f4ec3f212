/** Import law: every file of every room. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';
import type { Check } from './check.ts';
import { lawBreaches } from './import-law.ts';
import { sourceFiles } from './sources.ts';

export const imports: Check = {
  name: 'import law',
  async run() {
    const files = (await sourceFiles()).filter((file) => /\.(ts|tsx|mjs)$/.test(file));
    const found = await Promise.all(
      files.map(async (file) => lawBreaches(file, await readFile(join(REPOSITORY, file), 'utf8'))),
    );
    const breaches = found.flat();
    if (breaches.length > 0) throw new Error(breaches.join('\n'));
    return `${files.length} files`;
  },
};
