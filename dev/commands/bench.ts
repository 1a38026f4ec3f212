/** `node dev/start.mjs bench <name>`: one of the benches in test/bench, each with a `main.ts` of its own. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../stack/repository.ts';
import { runCommand } from './run.ts';

const BENCHES = join(REPOSITORY, 'test/bench');

async function bench(): Promise<void> {
  const name = process.argv[2] ?? '';
  const main = join(BENCHES, name, 'main.ts');
  if (!/^\w+$/.test(name) || !existsSync(main))
    throw new Error(`Name a bench: ${(await readdir(BENCHES)).join(', ')}.`);
  // The bench reads its own arguments behind its name.
  process.argv.splice(2, 1);
  await import(pathToFileURL(main).href);
}

await runCommand(bench);
