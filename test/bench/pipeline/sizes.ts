/** What an event weighs in ClickHouse: bytes and rows per table, merged, with links as seldom clicked as most links are. */
import { ROW_LAYOUT } from '#core/event/columns.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { linesOf } from './curves.ts';
import { DATABASE, Store } from './store.ts';

export interface TableSize {
  table: string;
  rowsPerEvent: number;
  bytesPerEvent: number;
}

const BATCH = 20_000;
const DAYS = 30;
const SPREAD = { workspaces: 50, days: DAYS, linksPerWorkspace: 400 };
const TABLES = [
  'raw_events_v1',
  'events_per_hour_v1',
  'events_per_day_v1',
  'dimensions_per_hour_v1',
  'dimensions_per_day_v1',
];

/** @param events spread over a month, 50 workspaces with 400 links each: about ten clicks per link. */
export async function measureSizes(dir: string, events: number): Promise<TableSize[]> {
  const store = await Store.start(dir, 'clickhouse-sizes');
  const sink = clickHouseSink({ url: store.url, database: DATABASE, username: 'default', password: '' });
  try {
    for (let done = 0; done < events; done += BATCH)
      await sink.store({ token: crypto.randomUUID(), layout: ROW_LAYOUT, n: BATCH, lines: linesOf(BATCH, SPREAD) });
    const sizes: TableSize[] = [];
    for (const table of TABLES) {
      await store.run(`OPTIMIZE TABLE ${table} FINAL`);
      const of = (column: string): Promise<number> =>
        store.count(
          `SELECT sum(${column}) FROM system.parts WHERE active AND database = '${DATABASE}' AND table = '${table}'`,
        );
      sizes.push({
        table,
        rowsPerEvent: (await of('rows')) / events,
        bytesPerEvent: (await of('bytes_on_disk')) / events,
      });
    }
    return sizes;
  } finally {
    await store.stop();
  }
}
