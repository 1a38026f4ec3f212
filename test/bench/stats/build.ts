/** Fills a database with a world, portion by portion; a journal in the database lets a kept folder go on where it stopped. */
import type { Engine } from './engine.ts';
import { COLUMNS, eventsOf, type Group, selectEvents } from './world.ts';

/** Events of one insert: large enough that rollups sum up, small enough for the memory of their grouping. */
const PORTION = 200_000;
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
  const todo = portionsOf(events, groups).filter((portion) => !done.has(nameOf(portion)));
  const built: Built = { seconds: 0, events: 0 };
  for (const portion of todo) {
    if (Date.now() >= until) break;
    const startedAt = performance.now();
    await fill(engine, database, events, portion);
    built.seconds += (performance.now() - startedAt) / 1_000;
    built.events += portion.count;
    say(`${database}: ${nameOf(portion)} of ${events}, ${Math.round(built.events / built.seconds)} events/s`);
  }
  await settle(engine, database);
  return built;
}

function portionsOf(events: number, groups: readonly Group[]): Portion[] {
  return groups.flatMap((group) => {
    const total = eventsOf(group, events);
    return Array.from({ length: Math.ceil(total / PORTION) }, (_, index) => {
      const end = total - index * PORTION;
      const from = Math.max(0, end - PORTION);
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

async function settle(engine: Engine, database: string): Promise<void> {
  const until = Date.now() + MAX_SETTLING_MS;
  const merging = (): Promise<number> =>
    engine.count(`SELECT count() FROM system.merges WHERE database = '${database}'`);
  while (Date.now() < until && (await merging()) > 0) await new Promise((resolve) => setTimeout(resolve, 2_000));
}

/** Events that are stored. Throws when a table does not hold what the journal says: then no figure about it means anything. */
export async function checkWorld(engine: Engine, database: string): Promise<number> {
  const [meant = 0, ...counts] = await Promise.all(
    [
      "SELECT sum(toUInt64OrZero(splitByChar('+', portion)[2])) FROM (SELECT DISTINCT portion FROM bench_journal)",
      'SELECT count() FROM raw_events_v1',
      'SELECT sum(events) FROM events_per_hour_v1',
      'SELECT sum(events) FROM events_per_day_v1',
      "SELECT sum(events) FROM dimensions_per_hour_v1 WHERE dimension = 'all'",
      "SELECT sum(events) FROM dimensions_per_day_v1 WHERE dimension = 'all'",
    ].map((sql) => engine.count(sql, database)),
  );
  if (counts.some((count) => count !== meant))
    throw new Error(
      `${database} should hold ${meant} events in raw and in each rollup, and holds ${counts.join(', ')}. Delete the folder and build again.`,
    );
  return meant;
}
