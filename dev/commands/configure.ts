/** `npm run configure -- --routes … --control …`: writes a deployment's ids and addresses into the worker configurations. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONFIG_FILES, configure, SETTINGS } from '../deploy/configure.ts';
import { REPOSITORY } from '../stack/repository.ts';
import { runCommand } from './run.ts';

async function configureAll(): Promise<void> {
  const options = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, { type: 'string' as const }]));
  const given = parseArgs({ options }).values as Record<string, string>;
  if (Object.keys(given).length === 0)
    throw new Error(`Name at least one of: --${Object.keys(SETTINGS).join(', --')}.`);
  for (const name of CONFIG_FILES) {
    const file = join(REPOSITORY, name);
    const before = await readFile(file, 'utf8');
    const after = configure(before, given);
    if (after === before) continue;
    await writeFile(file, after);
    console.log(`Wrote ${name}`);
  }
}

await runCommand(configureAll);
