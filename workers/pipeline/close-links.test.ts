import { expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { closeDays, SUM_PARTS } from '#core/rollup/close-days.ts';
import { daySpan, repairSpan } from '#core/rollup/repair.ts';
import { clickHouseClosing } from '#platform/clickhouse/close.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { row } from './testing/click.ts';
import { realStore } from './testing/real-store.ts';

const DAY_MS = 86_400_000;
/** Yesterday's noon as `NOW` sees it. */
const NOON = Date.UTC(2026, 10, 20, 12);
const NOW = NOON + DAY_MS;
const DAY = '2026-11-20';
const HUMAN_CLICK = 1;
const HUMAN_LEAD = 1 << 8;
/** Events that make a link large here. */
const LARGE = 5;

function rows(link: string, visitors: number[], more: Partial<EventRow> = {}): EventRow[] {
  return visitors.map((n, index) => ({
    ...row({ ts: NOON + index, visitor: n.toString(16).padStart(16, '0') }),
    link_id: link,
    ...more,
  }));
}

async function place() {
  const { config } = realStore(await freshDatabase());
  const store = clickHouseClosing(config, LARGE);
  let sent = 0;
  const insert = (events: EventRow[]): Promise<void> => {
    const lines = events.map(writeRow).join('');
    return clickHouseSink(config).store({ token: `t${++sent}`, layout: ROW_LAYOUT, n: events.length, lines });
  };
  const ask = async (query: string): Promise<unknown[][]> => {
    const settings = { output_format_json_quote_64bit_integers: '0' };
    const text = await runStatement(config, {
      query: `${query} FORMAT JSONCompactEachRow`,
      settings,
      timeoutMs: 10_000,
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown[]);
  };
  /** Rows of day, month and quarter, which must be the same: link, value, kinds, events, visitors. */
  const closed = async (dimension = 'all'): Promise<unknown[][]> => {
    const of = (table: string) =>
      ask(`SELECT link_id, value, kinds, sum(events) AS n, sum(visitors) AS seen FROM ${table} WHERE dimension = '${dimension}'
        GROUP BY link_id, value, kinds HAVING n != 0 OR seen != 0 ORDER BY link_id, value, kinds`);
    const days = await of('closed_links_per_day_v1');
    for (const part of SUM_PARTS) expect([part, await of(`closed_links_per_${part}_v1`)]).toEqual([part, days]);
    return days;
  };
  const close = () =>
    closeDays(
      store,
      () => NOW,
      (_, error) => {
        throw error;
      },
    );
  const todo = async () =>
    (await store.daysToClose('2026-11-21', 10)).map(({ of, events, closed: n }) => [of, events, n]);
  const change = (query: string) => runStatement(config, { query, settings: {}, timeoutMs: 10_000 });
  return { config, store, insert, ask, closed, close, todo, change };
}

it('closes the days of large links by themselves, and those of no others', async () => {
  const { insert, close, closed, todo } = await place();
  await insert([
    ...rows('link_large', [1, 1, 2, 3], { country: 'DE' }),
    ...rows('link_large', [3], { country: 'CH', type: 'lead' }),
    ...rows('link_small', [1, 2, 3, 4]),
    ...rows('', [1, 2, 3, 4, 5], { type: 'orphan' }),
  ]);
  expect(await close()).toEqual({ closed: 2, mended: 0, failed: 0, left: false });
  expect(await todo()).toEqual([]);
  expect(await closed()).toEqual([
    ['link_large', '', HUMAN_CLICK, 4, 2],
    ['link_large', '', HUMAN_LEAD, 1, 0],
    ['link_large', '', HUMAN_CLICK | HUMAN_LEAD, 0, 1],
  ]);
  expect(await closed('country')).toEqual([
    ['link_large', 'CH', HUMAN_LEAD, 1, 1],
    ['link_large', 'DE', HUMAN_CLICK, 4, 3],
  ]);
  expect(await closed('link')).toEqual([]);
});

it('looks for no links on a day that has too few events for a large one', async () => {
  const { insert, close, todo, ask } = await place();
  await insert(rows('link_small', [1, 2, 3, 4]));
  expect(await todo()).toEqual([['workspace', 4, 0]]);
  expect(await close()).toMatchObject({ closed: 1 });
  expect(await ask('SELECT * FROM closed_links_per_day_v1')).toEqual([]);
});

it('adds what comes late, and closes a link that becomes large by it', async () => {
  const { insert, close, closed, todo } = await place();
  await insert([...rows('link_A', [1, 2, 3, 4, 5]), ...rows('link_B', [1, 2, 3, 4])]);
  await close();
  await insert([...rows('link_A', [1]), ...rows('link_B', [9])]);
  expect(await todo()).toEqual([
    ['workspace', 11, 9],
    ['links', 11, 9],
  ]);
  await close();
  expect(await closed()).toEqual([
    ['link_A', '', HUMAN_CLICK, 6, 5],
    ['link_B', '', HUMAN_CLICK, 5, 5],
  ]);
});

it('follows a link that was closed once, even when a repair leaves too few events for a large one', async () => {
  const { config, insert, close, closed } = await place();
  const sent = rows('link_A', [1, 2, 3]);
  await insert(sent);
  await insert(sent.slice(1));
  await close();
  await repairSpan(clickHouseRollups(config), daySpan('ws_test', DAY), '1', () => true);
  await insert(rows('link_A', [9]));
  await close();
  expect(await closed()).toEqual([['link_A', '', HUMAN_CLICK, 4, 4]]);
});

it('adds nothing twice, when two runs close the same day, or one died in the middle', async () => {
  const { insert, store, closed, change, ask } = await place();
  await insert(rows('link_A', [1, 2, 3, 4, 5], { country: 'DE' }));
  await change(`INSERT INTO closed_links_per_day_v1 (workspace_id, link_id, dimension, day, value, kinds, events, sale_amount, visitors)
    VALUES ('ws_test', 'link_A', 'country', '${DAY}', 'DE', ${HUMAN_CLICK}, 5, 0, 5)`);
  const day = (await store.daysToClose('2026-11-21', 10)).find(({ of }) => of === 'links');
  if (!day) throw new Error('no day to close');
  // Only rows of large links are compared: what died before its total is one of them again.
  for (const token of ['one', 'one', 'two']) await store.closeDay(day, token);
  expect(await closed()).toEqual([['link_A', '', HUMAN_CLICK, 5, 5]]);
  expect(await closed('country')).toEqual([['link_A', 'DE', HUMAN_CLICK, 5, 5]]);
  expect(await ask(`SELECT sum(events) FROM closed_links_per_day_v1 WHERE dimension = 'looked'`)).toEqual([[5]]);
});

it('looks again for what came while it was at work', async () => {
  const { insert, store, closed, close, todo } = await place();
  await insert(rows('link_A', [1, 2, 3, 4, 5]));
  const days = await store.daysToClose('2026-11-21', 10);
  await insert(rows('link_A', [6]));
  for (const day of days) await store.closeDay(day, day.of);
  expect(await todo()).toEqual([['links', 6, 5]]);
  await close();
  expect(await todo()).toEqual([]);
  expect(await closed()).toEqual([['link_A', '', HUMAN_CLICK, 6, 6]]);
});

it('closes the links of days that were closed before links were, and mends their sums', async () => {
  const { insert, close, closed, change, ask } = await place();
  await insert(rows('link_A', [1, 2, 3, 4, 5]));
  await close();
  for (const part of ['day', ...SUM_PARTS]) await change(`TRUNCATE TABLE closed_links_per_${part}_v1`);
  expect(await close()).toMatchObject({ closed: 1, mended: 0 });
  expect(await closed()).toEqual([['link_A', '', HUMAN_CLICK, 5, 5]]);
  for (const part of SUM_PARTS) await change(`TRUNCATE TABLE closed_links_per_${part}_v1`);
  expect(await close()).toMatchObject({ closed: 0, mended: 2 });
  expect(await closed()).toEqual([['link_A', '', HUMAN_CLICK, 5, 5]]);
  // What says that links were looked for is no sum of anything.
  for (const part of SUM_PARTS)
    expect(await ask(`SELECT * FROM closed_links_per_${part}_v1 WHERE link_id = ''`)).toEqual([]);
});
