/** `npm run check`: everything a machine can hold, side by side, one line each. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleBytes } from '../check/bundle-bytes.ts';
import type { Check, CheckOptions } from '../check/check.ts';
import { envTypes } from '../check/env-types.ts';
import { imports } from '../check/imports.ts';
import { migrations } from '../check/migrations.ts';
import { permissionPage } from '../check/permission-page.ts';
import { previewList } from '../check/preview-list.ts';
import { sizes } from '../check/sizes.ts';
import { format, lint, lock, types, unused } from '../check/tools.ts';
import { runCommand } from './run.ts';

/** The slow ones first, so that they overlap with everything else. */
const CHECKS: readonly Check[] = [
  lint,
  types,
  envTypes,
  unused,
  format,
  bundleBytes,
  imports,
  sizes,
  migrations,
  permissionPage,
  previewList,
  lock,
];
const NAME_WIDTH = 24;

async function runChecks(): Promise<number> {
  const { values } = parseArgs({ options: { update: { type: 'boolean' }, only: { type: 'string' } } });
  const only = values.only;
  const chosen = CHECKS.filter(({ name }) => only === undefined || name.includes(only));
  if (chosen.length === 0)
    throw new Error(`No check is called "${only}". There are: ${CHECKS.map(({ name }) => name).join(', ')}`);
  const failures = await runAll([...chosen], { update: values.update ?? false });
  console.log(failures === 0 ? `${chosen.length} checks passed` : `${failures} of ${chosen.length} checks failed`);
  return failures === 0 ? 0 : 1;
}

/** Most checks are processes that wait for one core each. */
async function runAll(waiting: Check[], options: CheckOptions): Promise<number> {
  let failures = 0;
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await runOne(next, options))) failures++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
  return failures;
}

async function runOne(check: Check, options: CheckOptions): Promise<boolean> {
  const startedMs = performance.now();
  const line = (mark: string, text: string): string => {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(5);
    return `${mark} ${check.name.padEnd(NAME_WIDTH)}${seconds}s  ${text}`;
  };
  try {
    console.log(line('✓', await check.run(options)));
    return true;
  } catch (error) {
    console.log(`${line('✗', '')}\n${(error as Error).message.replace(/^/gm, '    ')}`);
    return false;
  }
}

await runCommand(runChecks);
