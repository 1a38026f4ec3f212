/** How exact visitors are, on the real engine. */
import { createClient } from '@clickhouse/client-web';
import { describe, expect, inject, it } from 'vitest';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { answerStats, VISITOR_ERROR_PERCENT } from '#core/stats/answer.ts';
import { planStats } from '#core/stats/plan.ts';
import type { Grouping } from '#core/stats/stats-query.ts';
import { startOfBucket } from '#core/stats/time/buckets.ts';
import { projectDatabase } from '../../../../test/support/project-database.ts';
import { openStats } from './connect.ts';

const address = { url: inject('clickhouseUrl'), database: projectDatabase('core'), username: 'default', password: '' };
const stats = openStats(address);
const NOW = Date.UTC(2026, 9, 27, 15, 20);
const MANY = 12_000;

/** More visitors in one day than a sketch counts exactly. */
function manyVisitors(): { rows: Partial<EventRow>[]; workspaceId: string } {
  const workspaceId = newEntityId('workspace', Date.now());
  const rows = Array.from({ length: MANY }, (_, n): Partial<EventRow> => {
    const ts = startOfBucket(NOW, 'day', 'UTC') + n;
    const event_id = uuidv7(ts);
    const visitor_id = String(BigInt.asUintN(64, BigInt(n + 1) * 0x9e3779b97f4a7c15n));
    return {
      workspace_id: workspaceId,
      type: 'click',
      link_id: 'link_A',
      ts: clickHouseTime(ts),
      event_id,
      class: 'human',
      visitor_id,
    };
  });
  return { rows, workspaceId };
}

describe('visitors', () => {
  it('are exact where days were counted or are few, and within the stated error where raw events of many are read', async () => {
    const { rows: all, workspaceId } = manyVisitors();
    const client = createClient(address);
    await client.insert({ table: 'raw_events_v1', values: all, format: 'JSONEachRow' });
    await client.close();
    const ask = (from: number, groupBy: Grouping = { kind: 'count' }) =>
      answerStats(
        stats,
        planStats({
          workspaceId,
          types: ['click'],
          filters: [],
          range: { from, zone: 'UTC', unit: 'day' },
          groupBy,
          nowMs: NOW,
        }),
      );
    const day = await ask(startOfBucket(NOW, 'day', 'UTC'));
    expect([day.rows[0]?.metrics.uniqueVisitors, day.exactVisitors]).toEqual([MANY, true]);
    const since = await ask(startOfBucket(NOW, 'month', 'UTC'));
    expect([since.rows[0]?.metrics.uniqueVisitors, since.exactVisitors]).toEqual([MANY, true]);
    const month = await ask(startOfBucket(NOW, 'month', 'UTC'), {
      kind: 'pair',
      first: 'countries',
      second: 'devices',
    });
    expect(month.exactVisitors).toBe(false);
    const error = Math.abs((month.rows[0]?.metrics.uniqueVisitors ?? 0) / MANY - 1);
    expect(error).toBeLessThan((5 * VISITOR_ERROR_PERCENT) / 100);
  });
});
