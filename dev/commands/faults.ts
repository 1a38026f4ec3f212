/** `npm run faults`: the fault harness in test/faults, which reads the arguments itself. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../stack/repository.ts';
import { runCommand } from './run.ts';

const MAIN = join(REPOSITORY, 'test/faults/main.ts');

// Whoever called may be killed without a word; a stack must not go on being broken for nobody.
process.once('disconnect', () => process.exit(process.exitCode ?? 1));

await runCommand(async () => {
  const { faults } = (await import(pathToFileURL(MAIN).href)) as { faults: () => Promise<number> };
  return faults();
});
