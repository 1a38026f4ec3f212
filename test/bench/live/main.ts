/** `npm run bench:live`: a thousand live sockets on one ledger; writes docs/bench/live.md. `-- --sockets 200` for fewer. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TestStack } from '../../support/stack.ts';
import { measureAll } from './measure.ts';
import { type Report, toMarkdown } from './report.ts';

const OUT = fileURLToPath(new URL('../../../docs/bench/', import.meta.url));
const SOCKETS = 1_000;

const { values } = parseArgs({ options: { sockets: { type: 'string' } } });
const loadBefore = loadavg()[0] ?? 0;
const stack = await TestStack.start();
try {
  const measured = await measureAll(stack, Number(values.sockets ?? SOCKETS));
  const report: Report = {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    ...measured,
  };
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'live.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(OUT, 'live.md'), toMarkdown(report));
  for (const { what, holds } of report.promises) console.log(`${holds ? 'holds ' : 'BROKEN'}  ${what}`);
  if (report.promises.some(({ holds }) => !holds)) throw new Error('Promises broken; see docs/bench/live.md.');
} finally {
  await stack.stop();
}
