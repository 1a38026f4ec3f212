import { describe, expect, it } from 'vitest';
import type { Point } from './points.ts';
import { bucketOf, columnsOf, withLeadIn } from './points.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const every = (gapMs: number, clicks: number[]): Point[] =>
  clicks.map((count, i) => ({ at: i * gapMs, clicks: count, visitors: count }));

describe('bucketOf', () => {
  it('reads the size off the points', () => {
    expect(bucketOf(every(60_000, [1, 2]))).toBe('minute');
    expect(bucketOf(every(HOUR_MS, [1, 2]))).toBe('hour');
    expect(bucketOf(every(DAY_MS, [1, 2]))).toBe('day');
    expect(bucketOf(every(30 * DAY_MS, [1, 2]))).toBe('month');
  });

  it('knows that the day the clocks go forward has 23 hours', () => {
    expect(bucketOf(every(23 * HOUR_MS, [1, 2]))).toBe('day');
  });

  it('calls a single point a day', () => {
    expect(bucketOf(every(DAY_MS, [1]))).toBe('day');
    expect(bucketOf([])).toBe('day');
  });
});

describe('columnsOf', () => {
  it('draws the unfinished bucket apart, joined to the one before', () => {
    expect(columnsOf(every(DAY_MS, [5, 7, 2]))).toEqual([
      [0, 86_400, 172_800],
      [5, 7, null],
      [null, 7, 2],
    ]);
  });

  it('draws a single bucket once', () => {
    expect(columnsOf(every(DAY_MS, [3]))).toEqual([[0], [3], [null]]);
    expect(columnsOf([])).toEqual([[], [], []]);
  });
});

describe('withLeadIn', () => {
  it('gives a single bucket the empty day before it, and leaves the rest alone', () => {
    expect(withLeadIn([{ at: DAY_MS, clicks: 3, visitors: 1 }])).toEqual([
      { at: 0, clicks: 0, visitors: 0 },
      { at: DAY_MS, clicks: 3, visitors: 1 },
    ]);
    const two = every(DAY_MS, [1, 2]);
    expect(withLeadIn(two)).toBe(two);
    expect(withLeadIn([])).toEqual([]);
  });
});
