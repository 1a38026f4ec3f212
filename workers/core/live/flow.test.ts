import { expect, it } from 'vitest';
import { Flow, MOST_BYTES, SLOW_INTERVAL_MS, WINDOW_BYTES } from './flow.ts';

it('gives a client that does not read its window, then totals alone, then the door', () => {
  const flow = new Flow();
  let nowMs = 0;
  let seq = 0;
  const send = (bytes: number, isShort: boolean) => flow.sent(++seq, bytes, nowMs, isShort);
  while (flow.turn(nowMs) === 'whole') send(8_000, false);
  expect(seq * 8_000).toBe(WINDOW_BYTES);
  expect(flow.turn(nowMs)).toBe('wait');
  flow.skip(7);
  flow.skip(5);
  expect([flow.carried, flow.isBehind]).toEqual([12, true]);
  while (flow.turn((nowMs += SLOW_INTERVAL_MS)) === 'totals') send(700, true);
  expect(flow.turn(nowMs)).toBe('close');
  expect(seq * 700 + WINDOW_BYTES).toBeGreaterThan(MOST_BYTES);
  expect([flow.carried, flow.isBehind]).toEqual([0, true]);
});

it('opens again by what is acknowledged, also when acknowledgements come late, twice or out of order', () => {
  const flow = new Flow();
  for (let seq = 1; seq <= 6; seq++) flow.sent(seq, 8_000, 0, false);
  expect(flow.turn(0)).toBe('wait');
  flow.acknowledge(2);
  flow.acknowledge(1);
  flow.acknowledge(2);
  expect(flow.turn(0)).toBe('whole');
  flow.sent(7, 16_000, 0, false);
  expect(flow.turn(0)).toBe('wait');
  expect(flow.turn(-60_000)).toBe('totals');
  flow.acknowledge(99);
  expect(flow.turn(0)).toBe('whole');
});
