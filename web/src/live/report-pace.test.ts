import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReportPace, REPORTS_LAG_MS, SETTLED_MS } from './report-pace.ts';

let asked: number[];
let pace: ReportPace;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = [];
  pace = new ReportPace(() => asked.push(Date.now()));
});
afterEach(() => {
  vi.useRealTimers();
});

it('one click is asked for after the lag, and once more when all has settled', async () => {
  pace.news();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([REPORTS_LAG_MS, SETTLED_MS]);
});

it('a click just before reports are asked is asked for again, when it is stored', async () => {
  pace.news();
  await vi.advanceTimersByTimeAsync(REPORTS_LAG_MS - 1);
  pace.news();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([REPORTS_LAG_MS, 2 * REPORTS_LAG_MS, REPORTS_LAG_MS - 1 + SETTLED_MS]);
});

it('a stream of clicks asks once in each lag', async () => {
  for (let click = 0; click < 100; click++) {
    pace.news();
    await vi.advanceTimersByTimeAsync(REPORTS_LAG_MS / 10);
  }
  expect(asked).toHaveLength(10);
});

it('asks for nothing once it is stopped', async () => {
  pace.news();
  pace.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
});
