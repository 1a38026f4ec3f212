/** The curves from which batch sizes are chosen: ClickHouse's insert rate by batch size, and a ledger's flush by its group window. */
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { enrich } from '#core/enrich/enrich.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { GROUP_WINDOW_MS } from '#core/ledger/limits.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { planOf, SHAPES, untilStored } from './ladder.ts';
import { startServer } from './server.ts';
import { DATABASE, startForgetfulStore, Store } from './store.ts';

export interface InsertPoint {
  workspaces: number;
  rows: number;
  rowsPerSecond: number;
  cpuMicrosPerRow: number;
  bytes: number;
  msPerInsert: number;
}

const BATCH_ROWS = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000];
/** Inserts of one point: enough rows to matter, not so many that the bench takes all day. */
const insertsOf = (rows: number, rowsPerPoint: number): number =>
  Math.min(6, Math.max(1, Math.round(rowsPerPoint / rows)));

/** One connection, one insert after the other, through the ledger's own sink and all views. */
export async function measureInserts(
  dir: string,
  rowsPerPoint: number,
  say: (line: string) => void,
): Promise<InsertPoint[]> {
  const store = await Store.start(dir, 'clickhouse-curve');
  const sink = clickHouseSink({ url: store.url, database: DATABASE, username: 'default', password: '' });
  const points: InsertPoint[] = [];
  try {
    await sink.store({
      token: crypto.randomUUID(),
      layout: ROW_LAYOUT,
      n: 1_000,
      lines: linesOf(1_000, spreadOf(1_000)),
    });
    for (const workspaces of [1, 1_000]) {
      for (const rows of BATCH_ROWS) {
        const inserts = insertsOf(rows, rowsPerPoint);
        const batches = Array.from({ length: inserts }, () => linesOf(rows, spreadOf(workspaces)));
        const cpuBefore = await store.cpuSeconds();
        const startedAt = performance.now();
        for (const lines of batches)
          await sink.store({ token: crypto.randomUUID(), layout: ROW_LAYOUT, n: rows, lines });
        const ms = performance.now() - startedAt;
        const cpu = (await store.cpuSeconds()) - cpuBefore;
        points.push({
          workspaces,
          rows,
          rowsPerSecond: (rows * inserts * 1_000) / ms,
          cpuMicrosPerRow: (cpu * 1e6) / (rows * inserts),
          bytes: batches[0]?.length ?? 0,
          msPerInsert: ms / inserts,
        });
      }
      say(`inserts with ${workspaces} workspaces measured`);
    }
  } finally {
    await store.stop();
  }
  return points;
}

const spreadOf = (workspaces: number): Spread => ({
  workspaces,
  linksPerWorkspace: workspaces === 1 ? 10_000 : 50,
  days: 0,
});

let made = 0;
const UA =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** Who clicks what, and over how many days back from now the clicks are spread. */
export interface Spread {
  workspaces: number;
  linksPerWorkspace: number;
  days: number;
}

/** Rows as a ledger writes them down. */
export function linesOf(rows: number, spread: Spread): string {
  return Array.from({ length: rows }, () => lineOf(made++, spread)).join('');
}

/** Steps that visit the links, hours and visitors in an order that looks like none. */
const LINK_STEP = 7_919;
const TIME_STEP = 15_485_863;

function lineOf(n: number, { workspaces, linksPerWorkspace, days }: Spread): string {
  const spreadMs = Math.max(1, days * 86_400_000);
  const now = Date.now() - ((n * TIME_STEP) % spreadMs);
  const workspace = n % workspaces;
  const link = (Math.floor(n / workspaces) * LINK_STEP) % linksPerWorkspace;
  const enriched = enrich(
    {
      type: 'click',
      id: uuidv7(now),
      ts: now,
      workspaceId: `ws_${workspace}`,
      linkId: `link_${workspace}_${link}`,
      domain: 'go.acme.example',
      key: `k${link}`,
      url: `https://destination.example/pages/${link}?utm_source=news&utm_campaign=launch`,
      visitor: ((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(16, '0'),
      ua: UA.replace('141', String(100 + (n % 40))),
      referer: n % 3 === 0 ? '' : 'https://news.example/article',
      language: 'en-US',
      geo: {
        country: ['DE', 'US', 'BR', 'JP'][n % 4] ?? 'DE',
        continent: 'EU',
        region: 'BY',
        city: `City ${n % 50}`,
        asn: 3320,
      },
      trigger: 'link',
      signs: [],
      rule: '',
      variant: '',
    },
    now,
  );
  if (!('row' in enriched)) throw new Error('the bench made an event that is dropped');
  return writeRow(enriched.row);
}

export interface WindowPoint {
  windowMs: number;
  acceptedPerSecond: number;
  rowsPer1000: number;
  /** Of an invocation of the consumer. */
  batchP50Ms: number;
  workerMicros: number;
}

const WINDOWS_MS = [1, 5, GROUP_WINDOW_MS, 50, 150];

/** The same code with another group window, 1 000 workspaces, one event per message, batches that nobody keeps. */
export async function measureWindows(dir: string, events: number, say: (line: string) => void): Promise<WindowPoint[]> {
  const [shape] = SHAPES;
  if (!shape) throw new Error('no shape to measure with');
  const forgetful = await startForgetfulStore();
  const points: WindowPoint[] = [];
  try {
    for (const windowMs of WINDOWS_MS) {
      const clickhouse = { url: forgetful.url, database: DATABASE };
      const server = await startServer({ dir, rung: 'whole', clickhouse, limits: { GROUP_WINDOW_MS: windowMs } });
      await server.run(planOf(shape, 4_000));
      await untilStored(server);
      const rowsBefore = (await server.status()).reduce((sum, ledger) => sum + ledger.rowsWritten, 0);
      const cpuBefore = await server.cpuSeconds();
      const outcome = await server.run(planOf(shape, events));
      await untilStored(server);
      const rows = (await server.status()).reduce((sum, ledger) => sum + ledger.rowsWritten, 0) - rowsBefore;
      points.push({
        windowMs,
        acceptedPerSecond: events / outcome.seconds,
        rowsPer1000: (rows / events) * 1_000,
        batchP50Ms: outcome.batchMs.toSorted((a, b) => a - b)[outcome.batchMs.length >> 1] ?? 0,
        workerMicros: (((await server.cpuSeconds()) - cpuBefore) * 1e6) / events,
      });
      await server.stop();
      say(`group window of ${windowMs} ms measured`);
    }
  } finally {
    forgetful.stop();
  }
  return points;
}
