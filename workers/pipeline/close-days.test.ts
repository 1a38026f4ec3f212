import { createScheduledController } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { closeDays, type DayToClose, SUM_PARTS } from '#core/rollup/close-days.ts';
import { repairSpan, daySpan } from '#core/rollup/repair.ts';
import { clickHouseClosing } from '#platform/clickhouse/close.ts';
import { type ClickHouseConfig, runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { readEnv } from './env.ts';
import worker from './index.ts';
import { row } from './testing/click.ts';
import { realStore } from './testing/real-store.ts';

const DAY_MS = 86_400_000;
/** Yesterday's noon as `now` sees it. */
const NOON = Date.UTC(2026, 10, 20, 12);
const NOW = NOON + DAY_MS;
const HUMAN_CLICK = 1;
const HUMAN_LEAD = 1 << 8;

const visitor = (n: number): string => n.toString(16).padStart(16, '0');

function rows(visitors: number[], more: Partial<EventRow> = {}, ts = NOON): EventRow[] {
  return visitors.map((n, index) => ({ ...row({ ts: ts + index, visitor: n === 0 ? '' : visitor(n) }), ...more }));
}

async function place(now = NOW) {
  const { config } = realStore(await freshDatabase());
  const store = clickHouseClosing(config);
  let sent = 0;
  const insert = (events: EventRow[]): Promise<void> => {
    const lines = events.map(writeRow).join('');
    return clickHouseSink(config).store({ token: `t${++sent}`, layout: ROW_LAYOUT, n: events.length, lines });
  };
  const failures: DayToClose[] = [];
  const close = (at = now) =>
    closeDays(
      store,
      () => at,
      (day) => failures.push(day),
    );
  return { config, store, insert, close, failures, closed: (dimension = 'all') => closedIn(config, dimension) };
}

/** Rows of day, month and quarter, which must be the same: kinds, events, visitors. */
async function closedIn(config: ClickHouseConfig, dimension: string): Promise<unknown[][]> {
  const of = async (table: string) => {
    const query = `SELECT value, kinds, sum(events) AS n, sum(visitors) AS seen FROM ${table} WHERE dimension = {dimension:String}
      GROUP BY value, kinds HAVING n != 0 OR seen != 0 ORDER BY value, kinds FORMAT JSONCompactEachRow`;
    const settings = { output_format_json_quote_64bit_integers: '0' };
    const text = await runStatement(config, { query, settings, params: { dimension }, timeoutMs: 10_000 });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown[]);
  };
  const days = await of('closed_per_day_v1');
  for (const part of SUM_PARTS) expect([part, await of(`closed_per_${part}_v1`)]).toEqual([part, days]);
  return days;
}

it('counts visitors by what they did that day, each once', async () => {
  const { insert, close, closed } = await place();
  await insert([...rows([1, 1, 2, 3, 0]), ...rows([2], { type: 'lead' }), ...rows([4], { type: 'lead' })]);
  expect(await close()).toEqual({ closed: 1, mended: 0, failed: 0, left: false });
  expect(await closed()).toEqual([
    ['', HUMAN_CLICK, 5, 2],
    ['', HUMAN_LEAD, 2, 1],
    ['', HUMAN_CLICK | HUMAN_LEAD, 0, 1],
  ]);
});

it('opens a day when an event comes late, and adds what it brings', async () => {
  const { insert, close, closed, store } = await place();
  await insert(rows([1, 2], { country: 'DE' }));
  await close();
  expect(await store.daysToClose('2026-11-21', 10)).toEqual([]);
  await insert([...rows([2], { country: 'DE', type: 'lead' }), ...rows([3], { country: 'CH' })]);
  expect(await store.daysToClose('2026-11-21', 10)).toMatchObject([{ day: '2026-11-20', events: 4, closed: 2 }]);
  await close();
  expect(await store.daysToClose('2026-11-21', 10)).toEqual([]);
  expect(await closed('country')).toEqual([
    ['CH', HUMAN_CLICK, 1, 1],
    ['DE', HUMAN_CLICK, 2, 1],
    ['DE', HUMAN_LEAD, 1, 0],
    ['DE', HUMAN_CLICK | HUMAN_LEAD, 0, 1],
  ]);
});

it('leaves a day open whose rollup has counted an event twice, until the repair has mended it', async () => {
  const { config, insert, close, closed, store } = await place();
  const sent = rows([1, 2, 3]);
  await insert(sent);
  await insert(sent.slice(1));
  await close();
  expect(await store.daysToClose('2026-11-21', 10)).toMatchObject([{ events: 5, closed: 3 }]);
  await repairSpan(clickHouseRollups(config), daySpan('ws_test', '2026-11-20'), '1', () => true);
  expect(await store.daysToClose('2026-11-21', 10)).toEqual([]);
  expect(await closed()).toEqual([['', HUMAN_CLICK, 3, 3]]);
});

it('adds nothing when two runs close the same day at once', async () => {
  const { insert, store, closed } = await place();
  await insert(rows([1, 2]));
  const [day] = await store.daysToClose('2026-11-21', 10);
  if (!day) throw new Error('no day to close');
  await store.closeDay(day, 'one');
  await store.closeDay(day, 'one');
  // Another token, and nothing that is missing.
  await store.closeDay(day, 'two');
  expect(await closed()).toEqual([['', HUMAN_CLICK, 2, 2]]);
});

it('lets today be, closes the newest day first, and tells of a day that it could not close', async () => {
  const { insert, close, store, failures, config } = await place();
  await insert([...rows([1], {}, NOON - DAY_MS), ...rows([1]), ...rows([1], {}, NOW)]);
  expect((await store.daysToClose('2026-11-21', 10)).map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-19']);
  await runStatement(config, {
    query: `ALTER TABLE closed_per_day_v1 ADD CONSTRAINT broken CHECK throwIf(day = '2026-11-20') = 0`,
    settings: {},
    timeoutMs: 10_000,
  });
  expect(await close()).toEqual({ closed: 1, mended: 0, failed: 1, left: false });
  expect(failures.map(({ day }) => day)).toEqual(['2026-11-20']);
});

it.each([
  ['month', '2026-11-01'],
  ['quarter', '2026-10-01'],
])('mends a %s whose view failed behind its day', async (part, start) => {
  const { insert, close, closed, store, config } = await place();
  await insert([...rows([1, 2]), ...rows([1], {}, NOON - DAY_MS)]);
  const change = (what: string) =>
    runStatement(config, { query: `ALTER TABLE closed_per_${part}_v1 ${what}`, settings: {}, timeoutMs: 10_000 });
  await change('ADD CONSTRAINT broken CHECK throwIf(visitors = 2) = 0');
  expect(await close()).toMatchObject({ closed: 1, failed: 1 });
  await change('DROP CONSTRAINT broken');
  const wrong = await store.sumsToMend(10);
  // A view that comes after the one that failed is not fed either.
  expect(wrong).toContainEqual({ workspaceId: 'ws_test', of: 'workspace', part, start });
  expect(await close()).toMatchObject({ mended: wrong.length, failed: 0 });
  expect(await closed()).toEqual([['', HUMAN_CLICK, 3, 3]]);
});

it('brings days into sums that are younger than they are', async () => {
  const { insert, close, closed, config } = await place();
  await insert([...rows([1, 2]), ...rows([1], {}, NOON - 60 * DAY_MS)]);
  await close();
  await runStatement(config, { query: 'TRUNCATE TABLE closed_per_quarter_v1', settings: {}, timeoutMs: 10_000 });
  expect(await close()).toMatchObject({ closed: 0, mended: 2, failed: 0 });
  expect(await closed()).toEqual([['', HUMAN_CLICK, 3, 3]]);
});

it('happens each hour', async () => {
  const env = bindings as unknown as PipelineEnv;
  const { clickhouse } = readEnv(env);
  const events = rows([1, 2], { workspace_id: 'ws_closing' }, Date.now() - 3 * DAY_MS);
  const lines = events.map(writeRow).join('');
  await clickHouseSink(clickhouse).store({ token: 'closing', layout: ROW_LAYOUT, n: 2, lines });
  const mine = async () =>
    (await clickHouseClosing(clickhouse).daysToClose('2100-01-01', 10_000)).filter(
      ({ workspaceId }) => workspaceId === 'ws_closing',
    );
  expect(await mine()).toHaveLength(1);
  await worker.scheduled(createScheduledController({ cron: '7 * * * *', scheduledTime: new Date() }), env);
  expect(await mine()).toEqual([]);
});
