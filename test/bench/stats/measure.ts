/** Asks each question as the api does, over HTTP, and takes the time: warm and cold, alone and sixteen at once, beside raw events. */
import { answerStats } from '#core/stats/answer.ts';
import { planFromRaw } from '#core/stats/plan.ts';
import { tablesOf } from '#core/stats/render.ts';
import type { StatsRunner } from '#core/stats/run.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { Engine } from './engine.ts';
import type { Question } from './questions.ts';

/** Milliseconds of each call, ascending. */
export type Times = number[];

export interface Cell {
  size: Question['size'];
  range: Question['range'];
  name: string;
  table: string;
  rowsRead: number;
  bytesRead: number;
  warm: Times;
  /** Of the engine, per warm call: what a crowded machine does not change. */
  cpuMs: number;
  cold: Times;
  crowd: Times;
  /** The planner's own SQL on raw events; the store's limits may end it first. Undefined when it was not asked. */
  raw: { ms: number; rowsRead: number } | 'over the limits' | undefined;
}

/** Calls of one figure: enough for a 95th of a hundred where calls are short, and bounded by time where they are long. */
/** A look at rows and CPU. */
const QUICK = { calls: 3, ms: 1_000, atLeast: 2 };
const WARM = { calls: 40, ms: 500, atLeast: 8 };
const COLD = { calls: 4, ms: 200, atLeast: 2 };
export const CROWD_CLIENTS = 16;
const CROWD = { calls: 64, ms: 400, atLeast: 16 };
/** A year of the largest workspace takes raw events seconds: some say what all would. */
const RAW_YEARS: ReadonlySet<string> = new Set(['count', 'countries', 'top_links', 'top_folders']);
/** Reads past the page cache of the system: from the disk. */
const FROM_DISK = 'SETTINGS min_bytes_to_use_direct_io = 1';
const CACHES = ['MARK CACHE', 'UNCOMPRESSED CACHE', 'QUERY CONDITION CACHE', 'PRIMARY INDEX CACHE'];

export interface Bench {
  engine: Engine;
  database: string;
}

export function runnerOf({ engine, database }: Bench): StatsRunner {
  return openStats({ url: engine.url, database, username: 'default', password: '' });
}

/** What an empty question costs: HTTP, JSON, the engine's own beginning. */
export async function measureFloor(bench: Bench): Promise<Times> {
  const runner = runnerOf(bench);
  return repeat(WARM, () => runner.query({ sql: 'SELECT 1', params: {} }));
}

/** The first call warms up, and tells what is read. */
export async function measureWarm(
  bench: Bench,
  { plan }: Question,
  quick: boolean,
): Promise<Pick<Cell, 'warm' | 'cpuMs' | 'rowsRead' | 'bytesRead' | 'table'>> {
  const runner = runnerOf(bench);
  const { cost, plan: followed } = await answerStats(runner, plan);
  const cpuBefore = await bench.engine.cpuSeconds();
  const warm = await repeat(quick ? QUICK : WARM, () => answerStats(runner, plan));
  const cpuMs = (((await bench.engine.cpuSeconds()) - cpuBefore) * 1_000) / warm.length;
  return {
    warm,
    cpuMs,
    rowsRead: cost.rowsRead,
    bytesRead: cost.bytesRead,
    table: tablesOf(followed.source, followed.query),
  };
}

/** @param quick warm calls alone: rows and CPU, which is what a crowded machine can tell. */
export async function measureCell(bench: Bench, question: Question, quick: boolean): Promise<Cell> {
  const { size, range, name } = question;
  const runner = runnerOf(bench);
  if (quick)
    return { size, range, name, ...(await measureWarm(bench, question, true)), cold: [], crowd: [], raw: undefined };
  const cold = await measureCold(bench, runner, question);
  return {
    size,
    range,
    name,
    ...(await measureWarm(bench, question, false)),
    cold,
    crowd: await measureCrowd(runner, question),
    raw: size !== 'largest' || range !== '1y' || RAW_YEARS.has(name) ? await measureRaw(runner, question) : undefined,
  };
}

async function measureCold({ engine }: Bench, runner: StatsRunner, { plan }: Question): Promise<Times> {
  const fromDisk: StatsRunner = {
    ...runner,
    measure: ({ sql, params }) => runner.measure({ sql: `${sql}\n${FROM_DISK}`, params }),
  };
  return repeat(
    COLD,
    () => answerStats(fromDisk, plan),
    async () => {
      for (const cache of CACHES) await engine.run(`SYSTEM DROP ${cache}`);
    },
  );
}

async function measureCrowd(runner: StatsRunner, { plan }: Question): Promise<Times> {
  const times: Times = [];
  const startedAt = performance.now();
  const goesOn = (): boolean =>
    times.length < CROWD.calls && (times.length < CROWD.atLeast || performance.now() - startedAt < CROWD.ms);
  async function client(): Promise<void> {
    while (goesOn()) times.push(await timed(() => answerStats(runner, plan)));
  }
  await Promise.all(Array.from({ length: CROWD_CLIENTS }, client));
  return ascending(times);
}

async function measureRaw(runner: StatsRunner, { plan }: Question): Promise<Cell['raw']> {
  let rowsRead = 0;
  const ms = await timed(async () => {
    rowsRead = (await answerStats(runner, planFromRaw(plan.query))).cost.rowsRead;
  });
  return rowsRead === 0 ? 'over the limits' : { ms, rowsRead };
}

async function repeat(
  bounds: { calls: number; ms: number; atLeast: number },
  call: () => Promise<unknown>,
  before?: () => Promise<void>,
): Promise<Times> {
  const times: Times = [];
  let spent = 0;
  while (times.length < bounds.calls && (times.length < bounds.atLeast || spent < bounds.ms)) {
    await before?.();
    const ms = await timed(call);
    spent += ms;
    times.push(ms);
  }
  return ascending(times);
}

/** A call that the store refuses in the end (its limits, or the client's patience) has taken at least as long as that. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call().catch(() => undefined);
  return performance.now() - startedAt;
}

function ascending(times: Times): Times {
  return times.map((ms) => Math.round(ms * 10) / 10).toSorted((a, b) => a - b);
}
