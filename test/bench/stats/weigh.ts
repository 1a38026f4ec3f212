/** What events weigh on disk, and what the rollups cost an insert. */
import type { Engine } from './engine.ts';
import { COLUMNS, selectEvents } from './world.ts';

export interface TableWeight {
  table: string;
  rowsPerEvent: number;
  bytesPerEvent: number;
  parts: number;
}

export async function weighTables(engine: Engine, database: string, events: number): Promise<TableWeight[]> {
  const text = await engine.run(
    `SELECT table, sum(rows), sum(bytes_on_disk), count() FROM system.parts
     WHERE active AND database = '${database}' AND (table LIKE '%\\_v1' OR table LIKE '%\\_v2') GROUP BY table ORDER BY table`,
  );
  return text.split('\n').map((line) => {
    const [table = '', rows = '0', bytes = '0', parts = '0'] = line.split('\t');
    return {
      table,
      rowsPerEvent: Number(rows) / events,
      bytesPerEvent: Number(bytes) / events,
      parts: Number(parts),
    };
  });
}

export interface InsertCost {
  rows: number;
  /** CPU of the engine per event, without and with the rollups' views. */
  rawMicros: number;
  wholeMicros: number;
  rawPerSecond: number;
  wholePerSecond: number;
}

const BATCHES = [
  { rows: 1_000, inserts: 20 },
  { rows: 10_000, inserts: 10 },
  { rows: 100_000, inserts: 2 },
];
const FEED_ROWS = 220_000;
const SCRATCH = 'bench_inserts';
const SCRATCH_RAW = 'bench_inserts_raw';

/** The same events into raw alone and into raw with all views, in turns. Generated before, so that only inserting is measured. */
export async function measureInserts(engine: Engine): Promise<InsertCost[]> {
  await dropScratch(engine);
  await engine.migrate(SCRATCH);
  await engine.run(`CREATE DATABASE ${SCRATCH_RAW}`);
  await engine.run(`CREATE TABLE ${SCRATCH_RAW}.raw_events_v1 AS ${SCRATCH}.raw_events_v1`);
  await engine.run(
    `CREATE TABLE ${SCRATCH_RAW}.feed ENGINE = Memory AS SELECT rowNumberInAllBlocks() AS n, * FROM (${selectEvents('others', 1_000_000, 0, FEED_ROWS)})`,
  );
  const costs: InsertCost[] = [];
  for (const { rows, inserts } of BATCHES) {
    const raw = { seconds: 0, cpu: 0 };
    const whole = { seconds: 0, cpu: 0 };
    for (let index = 0; index < inserts; index++)
      for (const [database, sum] of [
        [SCRATCH_RAW, raw],
        [SCRATCH, whole],
      ] as const)
        await insert(engine, database, index * rows, rows, sum);
    const events = rows * inserts;
    costs.push({
      rows,
      rawMicros: (raw.cpu * 1e6) / events,
      wholeMicros: (whole.cpu * 1e6) / events,
      rawPerSecond: events / raw.seconds,
      wholePerSecond: events / whole.seconds,
    });
  }
  await dropScratch(engine);
  return costs;
}

async function dropScratch(engine: Engine): Promise<void> {
  for (const database of [SCRATCH, SCRATCH_RAW]) await engine.run(`DROP DATABASE IF EXISTS ${database} SYNC`);
}

async function insert(
  engine: Engine,
  database: string,
  from: number,
  rows: number,
  sum: { seconds: number; cpu: number },
): Promise<void> {
  const cpuBefore = await engine.cpuSeconds();
  const startedAt = performance.now();
  await engine.run(
    `INSERT INTO raw_events_v1 (${COLUMNS}) SELECT ${COLUMNS} FROM ${SCRATCH_RAW}.feed WHERE n >= ${from} AND n < ${from + rows}`,
    database,
    { min_insert_block_size_rows: String(rows), max_insert_threads: '1', optimize_on_insert: '0' },
  );
  sum.seconds += (performance.now() - startedAt) / 1_000;
  sum.cpu += (await engine.cpuSeconds()) - cpuBefore;
}
