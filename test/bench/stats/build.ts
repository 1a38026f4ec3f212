/** Fills a database with a world, portion by portion; a journal in the database lets a kept folder go on where it stopped. */
import {
  CLOSED_OF,
  type ClosedOf,
  type DayToClose,
  LARGE_LINK_EVENTS,
  SUM_PARTS,
  type SumPart,
  type SumToMend,
} from '#core/rollup/close-days.ts';
import {
  CLOSE_DAY,
  DAYS_TO_CLOSE,
  firstCountStatement,
  mendStatement,
  sumsToMend,
} from '#platform/clickhouse/closed-sql.ts';
import { INSERT_SETTINGS as PIPELINE_SETTINGS } from '#platform/clickhouse/settings.ts';
import type { Engine } from './engine.ts';
import { ASKED, COLUMNS, eventsOf, type Group, NOW_MS, selectEvents } from './world.ts';

/** Events of one insert: large enough that rollups sum up, small enough for the memory of their grouping. */
const PORTION = 400_000;
/** Of the others nearly nothing is asked about. */
const SIFTED_PORTION = 20_000_000;
const INSERT_SETTINGS: Record<string, string> = {
  // A portion is one block for every view.
  max_block_size: String(PORTION),
  max_insert_block_size: String(PORTION),
  min_insert_block_size_rows: String(PORTION),
  min_insert_block_size_bytes: '0',
  max_insert_threads: '1',
  max_partitions_per_insert_block: '0',
  optimize_on_insert: '0',
};
/** Events of the days that one statement closes; each is a row per dimension in its memory. */
const CLOSED_AT_ONCE = 60_000;
const CLOSE_DAY_SETTINGS = { ...PIPELINE_SETTINGS, do_not_merge_across_partitions_select_final: '1' };
const CLOSING_SETTINGS = {
  ...INSERT_SETTINGS,
  max_insert_block_size: '1000000',
  min_insert_block_size_rows: '1000000',
};
const WRITERS = 2;
const JOURNAL = 'CREATE TABLE IF NOT EXISTS bench_journal (portion String) ENGINE = MergeTree ORDER BY portion';
/** Merges go on for a while after the last insert; what has not merged by then stays so, as in life. */
const MAX_SETTLING_MS = 240_000;

interface Portion {
  group: Group;
  from: number;
  count: number;
}

export interface Built {
  /** Inserts, without the merges behind them; 0 when the folder held everything. */
  seconds: number;
  events: number;
}

/**
 * Newest first, so that a build that is not finished can already be asked about the last days. Throws when an insert fails.
 * @param until Unix milliseconds at which no further portion is begun.
 */
export async function buildWorld(
  engine: Engine,
  database: string,
  events: number,
  groups: readonly Group[],
  until: number,
  say: (line: string) => void,
): Promise<Built> {
  await engine.migrate(database);
  await engine.run(JOURNAL, database);
  const done = new Set((await engine.run('SELECT portion FROM bench_journal', database)).split('\n'));
  refuseBoth(groups, done);
  const todo = portionsOf(events, groups).filter((portion) => !done.has(nameOf(portion)));
  const built: Built = { seconds: 0, events: 0 };
  const startedAt = performance.now();
  await together(todo, until, async (portion) => {
    await fill(engine, database, events, portion);
    built.seconds = (performance.now() - startedAt) / 1_000;
    built.events += portion.count;
    say(`${database}: ${nameOf(portion)} of ${events}, ${Math.round(built.events / built.seconds)} events/s`);
  });
  await closeDays(engine, database, until, say);
  await settle(engine, database);
  return built;
}

/** The workspaces that are asked about are among the others: both would store them twice. */
function refuseBoth(groups: readonly Group[], done: ReadonlySet<string>): void {
  const other = groups.includes('asked') ? 'others ' : groups.includes('others') ? 'asked ' : undefined;
  if (other !== undefined && [...done].some((portion) => portion.startsWith(other)))
    throw new Error(`This folder has "${other}" workspaces already: build it with the same --only, or begin another.`);
}

/** As the pipeline does it hourly, by its statements; days of which nothing is stored several at once. */
async function closeDays(engine: Engine, database: string, until: number, say: (line: string) => void): Promise<void> {
  const before = new Date(NOW_MS).toISOString().slice(0, 10);
  const large = { param_large: String(LARGE_LINK_EVENTS) };
  const asNumbers = { output_format_json_quote_64bit_integers: '0' };
  const about = { param_before: before, param_limit: '1000000', ...large, ...asNumbers };
  const found = await engine.run(DAYS_TO_CLOSE, database, about);
  const todo = found === '' ? [] : found.split('\n').map((line) => JSON.parse(line) as DayToClose);
  const fresh = gathered(todo.filter(({ of, closed }) => of === 'workspace' && closed === 0));
  await together(fresh, until, async (days) => {
    const [last, first] = [days[0], days.at(-1)];
    const ids = [...new Set(days.map(({ workspaceId }) => `'${workspaceId}'`))];
    const moment = (day = '') => `toDateTime64('${day}', 3, 'UTC')`;
    const events = `raw_events_v1 WHERE workspace_id IN (${ids.join(', ')}) AND ts >= ${moment(first?.day)} AND ts < ${moment(last?.day)} + INTERVAL 1 DAY`;
    await engine.run(firstCountStatement(events), database, CLOSING_SETTINGS);
    say(`${database}: closed ${first?.day} to ${last?.day}`);
  });
  const each = todo.filter(({ of, closed }) => of === 'links' || closed !== 0);
  await together(each, until, async ({ of, workspaceId, day, events }) => {
    const its = { param_workspace: workspaceId, param_day: day, param_events: String(events), ...large };
    await engine.run(CLOSE_DAY[of], database, { ...CLOSE_DAY_SETTINGS, ...its });
  });
  for (const of of CLOSED_OF) for (const part of SUM_PARTS) await mend(engine, database, of, part);
}

/** A folder that was built before a sum of days was kept gets it here, as a running system does. */
async function mend(engine: Engine, database: string, of: ClosedOf, part: SumPart): Promise<void> {
  const found = await engine.run(sumsToMend(of, part), database, { param_limit: '1000000' });
  const sums = found === '' ? [] : found.split('\n').map((line) => JSON.parse(line) as SumToMend);
  for (const { workspaceId, start } of sums)
    await engine.run(mendStatement(of, part), database, { param_workspace: workspaceId, param_start: start });
}

/** A statement writes with one thread: as many at once as two cores need. None is begun after `until`. */
async function together<Item>(
  items: readonly Item[],
  until: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  async function writer(): Promise<void> {
    for (const item of waiting) {
      if (Date.now() >= until) return;
      await work(item);
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Whole days in a row, newest first, of about as many events as one portion. */
function gathered(todo: readonly DayToClose[]): DayToClose[][] {
  const runs: DayToClose[][] = [];
  let events = Infinity;
  for (const all of Map.groupBy(todo, ({ day }) => day).values()) {
    const more = all.reduce((sum, each) => sum + each.events, 0);
    if (events + more > CLOSED_AT_ONCE) {
      runs.push([]);
      events = 0;
    }
    runs.at(-1)?.push(...all);
    events += more;
  }
  return runs;
}

function portionsOf(events: number, groups: readonly Group[]): Portion[] {
  return groups.flatMap((group) => {
    const total = eventsOf(group, events);
    const portion = group === 'asked' ? SIFTED_PORTION : PORTION;
    return Array.from({ length: Math.ceil(total / portion) }, (_, index) => {
      const end = total - index * portion;
      const from = Math.max(0, end - portion);
      return { group, from, count: end - from };
    });
  });
}

function nameOf({ group, from, count }: Portion): string {
  return `${group} ${from}+${count}`;
}

/** The token makes a repeated portion complete what an interrupted one has left out; checkWorld counts. */
async function fill(engine: Engine, database: string, events: number, portion: Portion): Promise<void> {
  const { group, from, count } = portion;
  const select = selectEvents(group, events, from, count);
  await engine.run(`INSERT INTO raw_events_v1 (${COLUMNS}) ${select}`, database, {
    ...INSERT_SETTINGS,
    insert_deduplicate: '1',
    deduplicate_blocks_in_dependent_materialized_views: '1',
    insert_deduplication_token: nameOf(portion),
  });
  await engine.run(`INSERT INTO bench_journal VALUES ('${nameOf(portion)}')`, database);
}

/** Resolves when the engine has nothing to merge, or after some minutes. */
export async function settle(engine: Engine, database: string): Promise<void> {
  const until = Date.now() + MAX_SETTLING_MS;
  const merging = (): Promise<number> =>
    engine.count(`SELECT count() FROM system.merges WHERE database = '${database}'`);
  while (Date.now() < until && (await merging()) > 0) await new Promise((resolve) => setTimeout(resolve, 2_000));
}

/** Events that are stored. Throws when a table does not hold what the journal says: then no figure about it means anything. */
export async function checkWorld(engine: Engine, database: string): Promise<number> {
  const [meant = 0, ...counts] = await Promise.all(
    [
      `SELECT sum(toUInt64OrZero(splitByChar('+', portion)[2])) + (SELECT if(any(portion) = '', 0, (SELECT count() FROM raw_events_v1 WHERE ${ASKED})) FROM bench_journal WHERE portion LIKE 'asked%')
       FROM (SELECT DISTINCT portion FROM bench_journal WHERE portion NOT LIKE 'asked%')`,
      'SELECT count() FROM raw_events_v1',
      'SELECT sum(events) FROM events_per_hour_v1',
      'SELECT sum(events) FROM events_per_day_v1',
      "SELECT sum(events) FROM dimensions_per_hour_v1 WHERE dimension = 'all'",
      "SELECT sum(events) FROM dimensions_per_day_v1 WHERE dimension = 'all'",
      // Today is open.
      `SELECT (SELECT sum(events) FROM closed_per_day_v1 WHERE dimension = 'all') + (SELECT count() FROM raw_events_v1 WHERE ts >= toStartOfDay(fromUnixTimestamp64Milli(${NOW_MS}, 'UTC')))`,
    ].map((sql) => engine.count(sql, database)),
  );
  if (counts.some((count) => count !== meant))
    throw new Error(
      `${database} should hold ${meant} events in raw and in each rollup, and holds ${counts.join(', ')}. Delete the folder and build again.`,
    );
  return meant;
}
