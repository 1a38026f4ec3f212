/** What a question takes for closed, on the real engine. */
import { createClient } from '@clickhouse/client-web';
import { expect, inject, it } from 'vitest';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { answerStats } from '#core/stats/answer.ts';
import { planStats } from '#core/stats/plan.ts';
import { tablesOf } from '#core/stats/render.ts';
import type { GroupedQuery } from '#core/stats/stats-query.ts';
import { projectDatabase } from '../../../../test/support/project-database.ts';
import { clickHouseClosing } from '../close.ts';
import { openStats } from './connect.ts';

const address = { url: inject('clickhouseUrl'), database: projectDatabase('core'), username: 'default', password: '' };
const stats = openStats(address);
const NOW = Date.UTC(2026, 9, 27, 15, 20);
const YESTERDAY = NOW - 86_400_000;

function place() {
  const workspaceId = newEntityId('workspace', Date.now());
  let sent = 0;
  return {
    insert: async (...types: string[]): Promise<void> => {
      const values = types.map((type): Partial<EventRow> => {
        const ts = YESTERDAY + ++sent;
        const about = {
          workspace_id: workspaceId,
          link_id: 'link_A',
          class: 'human',
          visitor_id: String(sent),
        } as const;
        return { ...about, type, ts: clickHouseTime(ts), event_id: uuidv7(ts) };
      });
      const client = createClient(address);
      await client.insert({ table: 'raw_events_v1', values, format: 'JSONEachRow' });
      await client.close();
    },
    close: async (): Promise<void> => {
      const store = clickHouseClosing(address);
      const days = await store.daysToClose('2026-10-27', 100_000);
      for (const day of days.filter((each) => each.workspaceId === workspaceId)) await store.closeDay(day, uuidv7(NOW));
    },
    ask: async (types: GroupedQuery['types']): Promise<[string, number, number]> => {
      const range = { from: YESTERDAY - (YESTERDAY % 86_400_000), to: NOW - (NOW % 86_400_000), zone: 'UTC' };
      const about = { workspaceId, types, filters: [], groupBy: { kind: 'count' } as const, nowMs: NOW };
      const { rows, plan } = await answerStats(stats, planStats({ ...about, range: { ...range, unit: 'day' } }));
      const { clicks = 0, leads = 0 } = rows[0]?.metrics ?? {};
      return [tablesOf(plan.source, plan.query), clicks, leads];
    },
  };
}

const CLOSED = 'closed_per_day_v1';
const OPEN = 'dimensions_per_day_v1 + raw_events_v1';

it('a day is open for the types of which events came late', async () => {
  const { insert, close, ask } = place();
  await insert('click', 'click', 'lead');
  await close();
  expect(await ask(['click'])).toEqual([CLOSED, 2, 0]);
  await insert('lead');
  expect(await ask(['click'])).toEqual([CLOSED, 2, 0]);
  expect(await ask(['click', 'lead'])).toEqual([OPEN, 2, 2]);
});

it('an event of a type of its own never makes up for one that came late', async () => {
  const { insert, close, ask } = place();
  await insert('click', 'click', 'signup');
  await close();
  await insert('click');
  expect(await ask(['click'])).toEqual([OPEN, 3, 0]);
  await close();
  expect(await ask(['click'])).toEqual([CLOSED, 3, 0]);
});
