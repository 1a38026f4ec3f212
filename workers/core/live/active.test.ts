import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clickHouseTime, type EventRow } from '../event/row.ts';
import { ACTIVE_MS, ActiveVisitors, MAX_HELD, STEP_MS } from './active.ts';

const START = Date.UTC(2026, 10, 21, 10);
const click = (visitor: number, ts: number, more: Partial<EventRow> = {}): EventRow =>
  ({ type: 'click', class: 'human', visitor_id: String(visitor), ts: clickHouseTime(ts), ...more }) as EventRow;

it('counts each visitor once, forgets whoever has been away for five minutes, and says beforehand when', () => {
  const clicks = fc.array(fc.record({ visitor: fc.integer({ min: 1, max: 40 }), at: fc.nat(900_000) }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(clicks, fc.nat(300_000), (made, later) => {
      const active = new ActiveVisitors(0);
      const sorted = made.toSorted((a, b) => a.at - b.at);
      for (const { visitor, at } of sorted) active.add([click(visitor, START + at)], START + at);
      const nowMs = START + (sorted.at(-1)?.at ?? 0);
      const within = (ms: number) =>
        new Set(
          sorted
            .filter(({ at }) => Math.floor((START + at) / STEP_MS) >= Math.floor((ms - ACTIVE_MS) / STEP_MS))
            .map(({ visitor }) => visitor),
        ).size;
      const { visitors, exact, falls } = active.count(nowMs);
      expect([visitors, exact]).toEqual([within(nowMs), true]);
      const told = falls.findLast(([at]) => at <= nowMs + later)?.[1] ?? visitors;
      expect(told).toBe(within(nowMs + later));
      expect(active.count(nowMs + later).visitors).toBe(told);
    }),
  );
});

it('counts neither machines nor those nobody can tell apart', () => {
  const active = new ActiveVisitors(0);
  active.add([click(1, START, { class: 'bot' }), click(0, START), click(2, START, { type: 'lead' })], START);
  expect(active.count(START)).toEqual({ visitors: 0, exact: true, falls: [] });
  expect(new ActiveVisitors(START).count(START).exact).toBe(false);
});

it('estimates a crowd within a few percent, holds no more than it may, and is exact again when the crowd is gone', () => {
  const active = new ActiveVisitors(0);
  const crowd = 100_000;
  for (let visitor = 1; visitor <= crowd; visitor++) active.add([click(visitor * 7_919, START)], START);
  const { visitors, exact } = active.count(START);
  expect(exact).toBe(false);
  // Four standard errors of a sample of MAX_HELD / 2.
  expect(Math.abs(visitors / crowd - 1)).toBeLessThan(4 / Math.sqrt(MAX_HELD / 2));
  const after = START + 2 * ACTIVE_MS;
  expect(active.count(after).visitors).toBe(0);
  active.add([click(1, after), click(2, after)], after);
  expect(active.count(after)).toMatchObject({ visitors: 2, exact: true });
});
