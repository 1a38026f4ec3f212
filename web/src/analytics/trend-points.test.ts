import { expect, it } from 'vitest';
import { bucketAt, spanOf, trendColumns, trendPoints } from './trend-points.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-01T00:00:00Z');
const report = (values: number[], before?: number[]) => ({
  rows: values.map((clicks, index) => ({
    key: { start: new Date(START + index * DAY_MS).toISOString() },
    values: { clicks },
    previous: before ? { clicks: before[index] ?? 0 } : null,
  })),
});

it('a bucket that is still filling is drawn apart, a finished one is not', () => {
  const points = trendPoints(report([1, 2, 3]), 'clicks');
  expect(trendColumns(points, true).slice(1)).toEqual([
    [1, 2, null],
    [null, 2, 3],
  ]);
  expect(trendColumns(points, false).slice(1)).toEqual([
    [1, 2, 3],
    [null, null, null],
  ]);
});

it('the period before is a line of its own, unless nothing was there', () => {
  expect(trendColumns(trendPoints(report([1, 2], [5, 0]), 'clicks'), false)[3]).toEqual([5, 0]);
  expect(trendColumns(trendPoints(report([1, 2], [0, 0]), 'clicks'), false)).toHaveLength(3);
  expect(trendColumns(trendPoints(report([1, 2]), 'clicks'), false)).toHaveLength(3);
});

it('what is dragged over holds its last bucket whole, whichever way it was dragged', () => {
  const points = trendPoints(report([1, 2, 3, 4]), 'clicks');
  const end = START + 3.5 * DAY_MS;
  expect(spanOf(points, 1, 2, end)).toEqual({ start: START + DAY_MS, end: START + 3 * DAY_MS });
  expect(spanOf(points, 2, 1, end)).toEqual(spanOf(points, 1, 2, end));
  expect(spanOf(points, 3, 3, end)).toEqual({ start: START + 3 * DAY_MS, end });
});

it('a day lies in the bucket that holds it, and outside of the chart in none', () => {
  const points = trendPoints(report([1, 2, 3]), 'clicks');
  const end = START + 3 * DAY_MS;
  expect(bucketAt(points, START + 1.5 * DAY_MS, end)).toBe(1);
  expect(bucketAt(points, START - 1, end)).toBeUndefined();
  expect(bucketAt(points, end, end)).toBeUndefined();
});
