/**
 * `npm run bench:stats [-- --events 100000000] [--folder <path>] [--build]`: builds a year of events, measures every report against its
 * budget and writes docs/bench/. A folder is kept, goes on where it stopped, and is measured again without building. `--build` only builds;
 * `--only largest` leaves the other workspaces out, `--only asked` those that nothing is asked about: a fifth of the work; `--minutes 30` stops building then, newest events first;
 * `--quick` asks few times, warm, one client.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWorld, checkWorld } from './build.ts';
import { Engine } from './engine.ts';
import { type Bench, measureCell, measureFloor, measureWarm } from './measure.ts';
import { questionsOf, SIZE_NAMES } from './questions.ts';
import { toMarkdown, toSvg } from './report.ts';
import { budgetsOf, type Growth, type Report } from './summary.ts';
import { measureInserts, weighTables } from './weigh.ts';
import { type Group, GROUPS } from './world.ts';

const OUT = fileURLToPath(new URL('../../../docs/bench/', import.meta.url));
const EVENTS = 100_000_000;
/** Below, nothing is written: a few events say nothing about many. */
const LEAST_WRITTEN = 10_000_000;

/** Parts of the world: what is left out lies beside what is asked about, not between it. */
const ONLY = { largest: ['largest'], asked: ['largest', 'asked'] } as const;

interface Options {
  events: number;
  groups: readonly Group[];
  build: boolean;
  quick: boolean;
  /** Unix milliseconds at which building stops. */
  until: number;
}

type Say = (line: string) => void;
/** Events that are there, by the size of their world. */
type Stored = ReadonlyMap<number, number>;

async function benchStats(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string' },
      folder: { type: 'string' },
      build: { type: 'boolean' },
      only: { type: 'string' },
      minutes: { type: 'string' },
      quick: { type: 'boolean' },
    },
  });
  const events = Number(values.events ?? EVENTS);
  if (!Number.isSafeInteger(events) || events < 10_000) throw new Error('--events must be a number from 10000 on.');
  if (values.only !== undefined && !(values.only in ONLY)) throw new Error('--only takes "largest" or "asked".');
  const groups: readonly Group[] = ONLY[values.only as keyof typeof ONLY] ?? GROUPS;
  const until = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;
  const folder = values.folder ? resolve(values.folder) : await mkdtemp(join(tmpdir(), 'hopline-stats-'));
  await mkdir(folder, { recursive: true });
  const engine = await Engine.start(folder);
  try {
    await run(engine, { events, groups, build: values.build === true, quick: values.quick === true, until });
  } finally {
    await engine.stop();
    if (!values.folder) await rm(folder, { recursive: true, force: true });
  }
}

/** Throws when a budget is missed, after everything has been written. */
async function run(engine: Engine, { events, groups, build, quick, until }: Options): Promise<void> {
  const startedAt = performance.now();
  const say: Say = (line) =>
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
  const stored = new Map<number, number>();
  const built = { seconds: 0, events: 0 };
  for (const size of sizesOf(events)) {
    const part = await buildWorld(engine, databaseOf(size), size, groups, until, say);
    built.seconds += part.seconds;
    built.events += part.events;
    stored.set(size, await checkWorld(engine, databaseOf(size)));
  }
  if (build) return;
  const loadBefore = loadavg()[0] ?? 0;
  const measuredAt = performance.now();
  const measured = await measureAll(engine, { events, stored, onlyLargest: groups.length === 1, quick }, say);
  const report: Report = {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    events,
    stored: stored.get(events) ?? 0,
    onlyAsked: groups.includes('asked'),
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    minutes: (performance.now() - measuredAt) / 60_000,
    build: built.events > 0 ? built : undefined,
    ...measured,
  };
  for (const { what, value, limit, met } of budgetsOf(report))
    console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(0)} (below ${limit})`);
  if (events < LEAST_WRITTEN) return console.log(toMarkdown(report));
  await write(report);
  const missed = budgetsOf(report).filter((budget) => !budget.met);
  if (missed.length > 0)
    throw new Error(`${missed.length} budgets missed; docs/bench/stats.md has the figures and how noisy the run was.`);
}

/** A hundredth, a tenth and the whole: how cost grows. */
function sizesOf(events: number): number[] {
  return [events / 100, events / 10, events].map(Math.round);
}

function databaseOf(events: number): string {
  return `bench_${events}`;
}

async function measureAll(
  engine: Engine,
  { events, stored, onlyLargest, quick }: { events: number; stored: Stored; onlyLargest: boolean; quick: boolean },
  say: Say,
): Promise<Pick<Report, 'floor' | 'cells' | 'growth' | 'weights' | 'inserts'>> {
  const bench: Bench = { engine, database: databaseOf(events) };
  const growth: Growth[] = [];
  for (const size of quick ? [] : sizesOf(events).slice(0, -1))
    growth.push(await measureGrowth(engine, size, stored, say));
  const floor = await measureFloor(bench);
  const cells: Report['cells'] = [];
  for (const question of questionsOf(onlyLargest ? ['largest', 'link'] : SIZE_NAMES)) {
    say(`${question.size} ${question.range} ${question.name}`);
    cells.push(await measureCell(bench, question, quick));
  }
  const weights = await weighTables(engine, bench.database, stored.get(events) ?? events);
  growth.push({
    events,
    cells: cells.filter(({ size }) => size === 'largest'),
    bytesPerEvent: weights.reduce((sum, { bytesPerEvent }) => sum + bytesPerEvent, 0),
  });
  say('inserts');
  return {
    floor,
    cells,
    growth,
    weights,
    inserts: await measureInserts(engine),
  };
}

async function measureGrowth(engine: Engine, events: number, stored: Stored, say: Say): Promise<Growth> {
  say(`growth: ${events} events`);
  const bench: Bench = { engine, database: databaseOf(events) };
  const cells: Growth['cells'] = [];
  for (const question of questionsOf(['largest'])) {
    const { name, range } = question;
    cells.push({ name, range, ...(await measureWarm(bench, question, true)) });
  }
  const weights = await weighTables(engine, bench.database, stored.get(events) ?? events);
  return { events, cells, bytesPerEvent: weights.reduce((sum, { bytesPerEvent }) => sum + bytesPerEvent, 0) };
}

async function write(report: Report): Promise<void> {
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'stats.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(OUT, 'stats.md'), toMarkdown(report));
  await writeFile(join(OUT, 'stats.svg'), toSvg(report));
}

await benchStats();
