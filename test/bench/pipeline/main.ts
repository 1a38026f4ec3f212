/** `npm run bench:pipeline [-- --quick]`: measures consumer, ledgers and ClickHouse against their budgets and writes docs/bench/. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureBacklog } from './backlog.ts';
import { measureInserts, measureWindows } from './curves.ts';
import { measureLadder } from './ladder.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { toMarkdown, toSvg } from './report.ts';
import { measureSizes } from './sizes.ts';
import { budgetsOf, type Report } from './summary.ts';

const OUT = fileURLToPath(new URL('../../../docs/bench/', import.meta.url));

/** Events of each part. Whole: about ten minutes on two quiet cores. Quick: about one, to see that it works; written beside, not over. */
const WHOLE = {
  ladder: 240_000,
  insertRows: 40_000,
  windows: 30_000,
  clicks: 12,
  backlog: 600_000,
  rate: 1_000,
  sizes: 200_000,
};
const QUICK = {
  ladder: 12_000,
  insertRows: 5_000,
  windows: 6_000,
  clicks: 3,
  backlog: 30_000,
  rate: 500,
  sizes: 20_000,
};

/** Throws when a budget is missed, after everything has been written. A quick run prints and never fails for its figures. */
async function benchPipeline(quick: boolean): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'hopline-pipeline-'));
  try {
    const report = await runBench(dir, quick);
    const budgets = budgetsOf(report);
    for (const { what, value, kind, limit, met } of budgets)
      console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(2)} (${kind} ${limit})`);
    if (quick) return console.log(toMarkdown(report));
    await write(report);
    const missed = budgets.filter((budget) => !budget.met);
    if (missed.length > 0)
      throw new Error(
        `${missed.length} budgets missed; docs/bench/pipeline.md has the figures and how noisy the run was.`,
      );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function runBench(dir: string, quick: boolean): Promise<Report> {
  const plan = quick ? QUICK : WHOLE;
  const startedAt = performance.now();
  const loadBefore = loadavg()[0] ?? 0;
  const say = (line: string): void =>
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const cells = await measureLadder(dir, plan.ladder, say);
  const inserts = await measureInserts(dir, plan.insertRows, say);
  const windows = await measureWindows(dir, plan.windows, say);
  say('latency through the whole stack');
  const latency = await measureLatency(plan.clicks);
  say('ClickHouse away');
  const backlog = await measureBacklog(dir, plan.backlog, plan.rate).catch(
    (error: unknown) => `Not measured in this run: ${(error as Error).message}.`,
  );
  say('memory and sizes');
  const memory = await measureMemory(dir);
  const sizes = await measureSizes(dir, plan.sizes);
  return {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    quick,
    minutes: (performance.now() - startedAt) / 60_000,
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    cells,
    inserts,
    windows,
    latency,
    backlog,
    memory,
    sizes,
  };
}

async function write(report: Report): Promise<void> {
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'pipeline.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(OUT, 'pipeline.md'), toMarkdown(report));
  await writeFile(join(OUT, 'pipeline.svg'), toSvg(report));
}

await benchPipeline(process.argv.includes('--quick'));
