import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { type EventRow } from '#core/event/row.ts';
import { daySpan, repairSpan } from '#core/rollup/repair.ts';
import { runStatement } from '#platform/clickhouse/client.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { freshDatabase } from '#test/worker/database.ts';
import { row } from './testing/click.ts';
import { realStore } from './testing/real-store.ts';

const DAY = '2026-11-20';
const MIDNIGHT = Date.UTC(2026, 10, 20);
const TABLES = ['events_per_hour_v1', 'events_per_day_v1', 'dimensions_per_hour_v1', 'dimensions_per_day_v1'];
/** Each run is some twenty statements on the real engine. */
const RUNS = 5;

/** What may go wrong with a batch: it comes twice, in part or whole, or a view of it never runs. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('again' as const), from: fc.nat(19), count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('view' as const),
    table: fc.constantFrom(...TABLES),
    count: fc.integer({ min: 1, max: 9 }),
  }),
);

let workspaces = 0;

it('whatever was stored twice or half, a repaired day says what raw says', { timeout: 120_000 }, async () => {
  const { config } = realStore(await freshDatabase());
  const sink = clickHouseSink(config);
  const run = (query: string) => runStatement(config, { query, settings: {}, timeoutMs: 10_000 });
  let tokens = 0;
  const insert = (rows: EventRow[]): Promise<void> =>
    sink.store({ token: `t${++tokens}`, layout: ROW_LAYOUT, n: rows.length, lines: rows.map(writeRow).join('') });

  const heals = async (
    hours: number[],
    faults: (typeof damage extends fc.Arbitrary<infer Fault> ? Fault : never)[],
  ) => {
    const workspaceId = `ws_${++workspaces}`;
    const rowsOf = (count: number): EventRow[] =>
      Array.from({ length: count }, (_, n) => {
        const ts = MIDNIGHT + (hours[n % hours.length] ?? 0) * 3_600_000 + n;
        return row({ workspaceId, ts, linkId: `link_${n % 3}`, visitor: (n + 1).toString(16).padStart(16, '0') });
      });
    const rows = rowsOf(20);
    await insert(rows);
    for (const fault of faults) {
      if (fault.kind === 'again') {
        await insert(rows.slice(fault.from, fault.from + fault.count));
        continue;
      }
      const more = rowsOf(fault.count);
      await run(`ALTER TABLE ${fault.table} ADD CONSTRAINT broken CHECK throwIf(events > 0) = 0`);
      await expect(insert(more)).rejects.toThrow(/broken|throwIf/);
      await run(`ALTER TABLE ${fault.table} DROP CONSTRAINT broken`);
      rows.push(...more);
    }
    await repairSpan(clickHouseRollups(config), daySpan(workspaceId, DAY), '1', () => true);
    const n = rows.length;
    const stored = await clickHouseProof(config).storedByDay(workspaceId, DAY, DAY);
    expect(stored.get(DAY)).toEqual({ raw: n, hourly: n, daily: n, hourlyDimensions: n, dailyDimensions: n });
  };
  const hours = fc.array(fc.nat(23), { minLength: 1, maxLength: 4 });
  await fc.assert(fc.asyncProperty(hours, fc.array(damage, { minLength: 1, maxLength: 4 }), heals), { numRuns: RUNS });
});
