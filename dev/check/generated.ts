/** A file that is made from something else, and must be what it says: written anew with `--update`, compared without. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';
import type { Check } from './check.ts';

interface Generated {
  name: string;
  /** Within the repository. */
  file: string;
  /** What it is made from, for the one who has to make it again. */
  source: string;
  text: () => string;
  /** What is in it, for the list of checks: `12 agents`. */
  holds: string;
}

export function generated({ name, file, source, text, holds }: Generated): Check {
  return {
    name,
    async run({ update }) {
      const path = join(REPOSITORY, file);
      if (update) await writeFile(path, text());
      if ((await readFile(path, 'utf8').catch(() => '')) !== text())
        throw new Error(`${file} is not what ${source} says. Run: npm run check -- --update`);
      return holds;
    },
  };
}
