import { describe, expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { type Correction, daySpan, hourSpan, repairSpan, type WorkspaceSpan } from '#core/rollup/repair.ts';
import { type ClickHouseConfig, runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { row } from './testing/click.ts';
import { realStore } from './testing/real-store.ts';
import { everywhere, storedIn } from './testing/stored-counts.ts';

const NOON = Date.UTC(2026, 10, 20, 12, 30);
const HOUR = '2026-11-20 12';
const COUNTRIES = ['DE', 'CH', 'US', 'JP'];

/** Events of one hour that differ in what the rollups keep apart. */
function rows(count: number, ts = NOON): EventRow[] {
  return Array.from({ length: count }, (_, n) =>
    row({
      ts: ts + n,
      linkId: n % 3 === 0 ? '' : `link_${n % 3}`,
      visitor: n % 7 === 0 ? '' : (n + 1).toString(16).padStart(16, '0'),
      geo: { country: COUNTRIES[n % 4] ?? '', continent: 'EU', region: 'BY', city: 'Munich', asn: 3320 },
    }),
  );
}

async function place() {
  const { config } = realStore(await freshDatabase());
  const rollups = clickHouseRollups(config);
  const repair = (span: WorkspaceSpan = hourSpan('ws_test', HOUR), occasion = '1'): Promise<Correction[]> =>
    repairSpan(rollups, span, occasion, () => true);
  const run = (query: string) => runStatement(config, { query, settings: {}, timeoutMs: 10_000 });
  return { config, rollups, repair, run };
}

async function insert(config: ClickHouseConfig, sent: EventRow[], token: string): Promise<void> {
  await clickHouseSink(config).store({ token, layout: ROW_LAYOUT, n: sent.length, lines: sent.map(writeRow).join('') });
}

/** Counts of distinct events everywhere but in raw, whose duplicates go when parts merge. */
async function counted(config: ClickHouseConfig) {
  const { raw: _, ...rest } = await storedIn(config);
  return rest;
}

function all(events: number) {
  const { raw: _, ...rest } = everywhere(events);
  return rest;
}

describe('a repair', () => {
  it('finds nothing to correct where the views have counted', async () => {
    const { config, repair } = await place();
    await insert(config, rows(200), 'a');
    await insert(config, rows(50, NOON + 3_600_000), 'b');
    expect(await repair()).toEqual([]);
    expect(await repair(daySpan('ws_test', '2026-11-20'))).toEqual([]);
    expect(await storedIn(config)).toEqual(everywhere(250));
  });

  it('counts what came twice in overlapping batches once', async () => {
    const { config, repair } = await place();
    const sent = rows(100);
    await insert(config, sent, 'a');
    await insert(config, [...sent.slice(40), ...rows(10, NOON + 500)], 'b');
    expect(await counted(config)).toMatchObject({ distinct: 110, eventsPerHour: 170, eventsPerDay: 170 });
    const corrections = await repair();
    expect(corrections.map(({ rollup, events }) => [rollup, events])).toEqual([
      ['events_per_hour', -60],
      ['dimensions_per_hour', -60 * 27],
    ]);
    expect(await counted(config)).toEqual(all(110));
    expect(await repair()).toEqual([]);
  });

  it('counts a batch once that was replayed after seven days under another token', async () => {
    const { config, repair } = await place();
    const sent = rows(30);
    await insert(config, sent, 'a');
    await insert(config, sent, 'a-forgotten');
    expect((await counted(config)).dimensionsPerDay).toBe(60);
    await repair();
    expect(await counted(config)).toEqual(all(30));
  });

  it('counts a batch once that came again after the tables had forgotten its token', async () => {
    const { config, repair, run } = await place();
    const rollups = ['events_per_hour_v1', 'events_per_day_v1', 'dimensions_per_hour_v1', 'dimensions_per_day_v1'];
    for (const table of ['raw_events_v1', ...rollups])
      await run(`ALTER TABLE ${table} MODIFY SETTING non_replicated_deduplication_window = 2`);
    const sent = rows(30);
    await insert(config, sent, 'a');
    await insert(config, sent, 'a');
    expect(await counted(config)).toEqual(all(30));
    for (const token of ['b', 'c', 'd']) await insert(config, rows(1, NOON + 1_000), token);
    await insert(config, sent, 'a');
    expect(await counted(config)).toMatchObject({ distinct: 33, eventsPerHour: 63, dimensionsPerDay: 63 });
    await repair();
    expect(await counted(config)).toEqual(all(33));
  });

  it('cannot bring back what a token dropped that was used for other rows', async () => {
    const { config, repair } = await place();
    await insert(config, rows(5), 'a');
    await insert(config, rows(7, NOON + 1_000), 'a');
    await repair();
    expect(await counted(config)).toEqual(all(5));
  });
});

describe('a repair of a failed view', () => {
  it.each(['events_per_hour_v1', 'events_per_day_v1', 'dimensions_per_hour_v1', 'dimensions_per_day_v1'])(
    'fills %s where its view failed and nobody sent the batch again',
    async (table) => {
      const { config, repair, run } = await place();
      await insert(config, rows(20), 'a');
      await run(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK throwIf(events > 0) = 0`);
      await expect(insert(config, rows(30, NOON + 60_000), 'b')).rejects.toThrow(/broken|throwIf/);
      await run(`ALTER TABLE ${table} DROP CONSTRAINT broken`);
      expect(await counted(config)).not.toEqual(all(50));
      await repair();
      expect(await counted(config)).toEqual(all(50));
    },
  );

  it('takes out what only the rollup has', async () => {
    const { config, repair, run } = await place();
    await insert(config, rows(20), 'a');
    await run(`INSERT INTO events_per_hour_v1 (workspace_id, type, link_id, hour, class, events)
      VALUES ('ws_test', 'click', 'link_ghost', '2026-11-20 12:00:00', 'human', 5)`);
    expect(await counted(config)).toMatchObject({ eventsPerHour: 25, eventsPerDay: 25 });
    await repair();
    expect(await counted(config)).toEqual(all(20));
  });
});

describe('a repair and others', () => {
  it('leaves other workspaces and other hours alone', async () => {
    const { config, repair } = await place();
    const mine = rows(10);
    const others = rows(10).map((each) => ({ ...each, workspace_id: 'ws_other' }));
    const later = rows(10, NOON + 3_600_000);
    for (const token of ['a', 'b']) await insert(config, [...mine, ...others, ...later], token);
    await repair();
    expect(await counted(config)).toMatchObject({ distinct: 30, eventsPerHour: 50, eventsPerDay: 50 });
    await repair(daySpan('ws_test', '2026-11-20'));
    await repair(daySpan('ws_other', '2026-11-20'));
    expect(await counted(config)).toEqual(all(30));
  });

  it('corrects once, even when a second repair starts from the same wrong numbers', async () => {
    const { config, rollups, run } = await place();
    const sent = rows(10);
    for (const token of ['a', 'b']) await insert(config, sent, token);
    const span = hourSpan('ws_test', HOUR);
    await rollups.correct('events_per_hour', span, 'one-difference');
    expect((await counted(config)).eventsPerHour).toBe(10);
    await run(`INSERT INTO events_per_hour_v1 (workspace_id, type, link_id, hour, class, events)
      VALUES ('ws_test', 'click', 'link_1', '2026-11-20 12:00:00', 'human', 4)`);
    await rollups.correct('events_per_hour', span, 'one-difference');
    expect((await counted(config)).eventsPerHour).toBe(14);
    await rollups.correct('events_per_hour', span, 'another');
    expect((await counted(config)).eventsPerHour).toBe(10);
  });

  it('writes nothing when its time alone with the workspace is over', async () => {
    const { config, rollups } = await place();
    const sent = rows(10);
    for (const token of ['a', 'b']) await insert(config, sent, token);
    const late = repairSpan(rollups, hourSpan('ws_test', HOUR), '1', () => false);
    await expect(late).rejects.toThrow('no time left');
    expect((await counted(config)).eventsPerHour).toBe(20);
  });
});
