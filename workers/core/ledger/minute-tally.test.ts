import { expect, it } from 'vitest';
import { clickHouseTime, type EventRow } from '../event/row.ts';
import { dropOldMinutes, MINUTES_KEPT_MS, minuteKey, minuteMs, minuteName, tallyMinutes } from './minute-tally.ts';
import type { Tallies } from './tally.ts';

const NOW = Date.UTC(2026, 10, 21, 10, 30, 15);
const event = (agoMs: number, more: Partial<EventRow> = {}): EventRow =>
  ({ workspace_id: 'ws', type: 'click', class: 'human', ts: clickHouseTime(NOW - agoMs), ...more }) as EventRow;

it('counts the clicks of the last hour by their own minute, and nothing of the past or the future', () => {
  const tallies: Tallies = new Map();
  const rows = [event(0), event(10_000, { class: 'bot' }), event(20_000), event(3_599_000), event(-30_000)];
  tallyMinutes(tallies, [...rows, event(MINUTES_KEPT_MS), event(-120_000), event(0, { type: 'lead' })], NOW);
  expect([...tallies]).toEqual([
    [minuteKey('ws', '2026-11-21 10:30'), [3, 2]],
    [minuteKey('ws', '2026-11-21 10:29'), [1, 1]],
    [minuteKey('ws', '2026-11-21 09:30'), [1, 1]],
  ]);
  expect(minuteMs(minuteName(clickHouseTime(NOW)))).toBe(Date.UTC(2026, 10, 21, 10, 30));
});

it('is dropped after an hour, and takes nothing else along', () => {
  const keys = [
    'ws',
    'ws link_a',
    'ws @2026-11-21',
    'ws ~2026-11-21 09:29',
    'ws ~2026-11-21 09:30',
    'ws ~2026-11-20 23:59',
  ];
  const page: Tallies = new Map(keys.map((key) => [key, [1]]));
  dropOldMinutes(page, ['ws link_a', 'ws @2026-11-21']);
  expect(page.size).toBe(keys.length);
  dropOldMinutes(page, ['ws', 'ws ~2026-11-21 10:30']);
  expect([...page.keys()]).toEqual(['ws', 'ws link_a', 'ws @2026-11-21', 'ws ~2026-11-21 09:30']);
});
