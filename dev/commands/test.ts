/** `npm test`: all tests, or those whose files match the arguments. The last line counts them. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';
import { countResults, type VitestReport } from '../test-count/count.ts';
import { runCommand } from './run.ts';

const CONFIG = 'test/vitest.config.ts';
/** Where the configuration lets the JSON reporter write. */
const REPORT = join(REPOSITORY, 'node_modules/.cache/hopline/test-report.json');

async function test(): Promise<number> {
  await rm(REPORT, { force: true });
  const vitest = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--config', CONFIG, ...process.argv.slice(2)], {
    cwd: REPOSITORY,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const report = await readFile(REPORT, 'utf8')
    .then((text) => JSON.parse(text) as VitestReport)
    .catch(() => null);
  const { line, failed } = countResults(report, code);
  console.log(line);
  return failed > 0 ? 1 : 0;
}

await runCommand(test);
