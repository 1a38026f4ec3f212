/** `npm run bench:redirect`: measures the edge's production bundle against its budgets and writes docs/bench/. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { costOfMillion } from './cost.ts';
import { type FullStackRow, measureFullStack } from './full-stack.ts';
import { measure, type Plan } from './measure.ts';
import { type Report, toMarkdown, toSvg } from './report.ts';
import { type Bundle, buildBundle, FLOORS, type Server, type ServerName, startServer } from './servers.ts';
import { checkBudgets, median, type Row, summarise } from './summary.ts';

const OUT = fileURLToPath(new URL('../../../docs/bench/', import.meta.url));
/**
 * Seven cells: 7 × (2 s warm-up + 120 × 0.1 s + 1 s) are 105 seconds, plus the counting between them. Slices are short so that a
 * busy moment of the machine falls on all cells of a round alike, and many so that the median of their ratios is narrow.
 */
const PLAN: Plan = { rounds: 120, cellMs: 100, warmUpMs: 2_000, connections: 8, singleMs: 1_000 };

/** Throws when a budget is missed, after everything has been written. */
async function benchRedirect(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'hopline-redirect-'));
  try {
    const bundle = await buildBundle(dir);
    const report = await runBench(bundle, dir);
    await write(report);
    for (const { what, value, limit, met } of report.budgets)
      console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(4)} (at most ${limit})`);
    const missed = report.budgets.filter((budget) => !budget.met);
    if (missed.length > 0)
      throw new Error(
        `${missed.length} budgets missed; docs/bench/redirect.md has the figures and how noisy the run was.`,
      );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function runBench(bundle: Bundle, dir: string): Promise<Report> {
  const loadBefore = loadavg()[0] ?? 0;
  const measured = await measureServers(bundle, dir);
  const rows = summarise(measured);
  return {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    connections: PLAN.connections,
    rounds: PLAN.rounds,
    others: median(measured.others),
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    bundle,
    rows,
    budgets: checkBudgets(rows, bundle.gzipBytes),
    costs: costs(rows),
    fullStack: await fullStack(),
  };
}

async function measureServers(bundle: Bundle, dir: string) {
  const servers = new Map<ServerName, Server>();
  try {
    for (const name of [...FLOORS, 'edge'] as const) servers.set(name, await startServer(name, bundle, dir));
    return await measure(servers, PLAN, (line) => console.log(line));
  } finally {
    for (const server of servers.values()) await server.stop();
  }
}

function costs(rows: Row[]): Report['costs'] {
  const of = (id: string, limited: boolean) => {
    const row = rows.find((each) => each.id === id);
    return costOfMillion({
      ...(row?.perRequest ?? { kvReads: 0, d1Statements: 0, queueSends: 0 }),
      edgeCpuMicros: row?.cpuMicros ?? 0,
      limited,
    });
  };
  return [
    { title: 'A million clicks on one viral link', lines: of('hot', false) },
    { title: 'A million clicks over 10 000 links', lines: of('random', false) },
    { title: 'A million clicks on links with a click limit', lines: of('hot', true) },
  ];
}

async function fullStack(): Promise<FullStackRow[] | string> {
  console.log('full local stack');
  try {
    return await measureFullStack();
  } catch (error) {
    return `Not measured: ${(error as Error).message}`;
  }
}

async function write(report: Report): Promise<void> {
  await mkdir(OUT, { recursive: true });
  const { bundle, ...rest } = report;
  await writeFile(
    join(OUT, 'redirect.json'),
    `${JSON.stringify({ ...rest, bundle: { bytes: bundle.bytes, gzipBytes: bundle.gzipBytes } }, null, 2)}\n`,
  );
  await writeFile(join(OUT, 'redirect.md'), toMarkdown(report));
  await writeFile(join(OUT, 'redirect.svg'), toSvg(report));
}

await benchRedirect();
