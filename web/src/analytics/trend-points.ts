/** A report's series as the chart draws it: one metric, now and before. */
import type { Report } from '#core/stats/report/wire.ts';
import type { Columns } from '../chart/points.ts';
import type { Metric } from './search.ts';

export interface TrendPoint {
  /** Start of the bucket, Unix milliseconds. */
  at: number;
  value: number | null;
  /** The same bucket of the period before; undefined when nothing is compared. */
  previous: number | null | undefined;
}

const DAY_MS = 86_400_000;

export function trendPoints(report: Pick<Report, 'rows'>, metric: Metric): TrendPoint[] {
  const points = report.rows.map(({ key, values, previous }) => ({
    at: Date.parse(String(key['start'])),
    value: values[metric] ?? null,
    previous: previous ? (previous[metric] ?? null) : undefined,
  }));
  const [only, second] = points;
  // A line needs two ends.
  return only && !second ? [{ ...only, at: only.at - DAY_MS, value: 0 }, only] : points;
}

/** @param open the last bucket is still filling: it is drawn apart, so that half a day does not look like a fall. */
export function trendColumns(points: readonly TrendPoint[], open: boolean): Columns {
  const last = points.length - 1;
  const finished = (index: number) => !open || index < last;
  const base: [number[], (number | null)[], (number | null)[]] = [
    points.map(({ at }) => at / 1000),
    points.map(({ value }, index) => (finished(index) ? value : null)),
    points.map(({ value }, index) => (open && index >= last - 1 ? value : null)),
  ];
  // A line of nothing along the axis would only look like a mistake.
  return points.some(({ previous }) => previous) ? [...base, points.map(({ previous }) => previous ?? null)] : base;
}

/** Moments from the first to the last of these buckets, the last one whole. @param end where the whole series ends */
export function spanOf(
  points: readonly TrendPoint[],
  first: number,
  last: number,
  end: number,
): { start: number; end: number } | undefined {
  const [from, to] = first <= last ? [first, last] : [last, first];
  const start = points[from];
  return start && { start: start.at, end: points[to + 1]?.at ?? end };
}

/** The bucket that a moment falls into; undefined for one outside. */
export function bucketAt(points: readonly TrendPoint[], at: number, end: number): number | undefined {
  if (at >= end) return undefined;
  const index = points.findLastIndex((point) => point.at <= at);
  return index < 0 ? undefined : index;
}
