/** A timeseries as the chart draws it, and the words for its moments. */

export interface Point {
  /** Start of the bucket, Unix milliseconds. */
  at: number;
  clicks: number;
  visitors: number;
}

export type Bucket = 'minute' | 'hour' | 'day' | 'week' | 'month';

/** Seconds, finished buckets, and the one still filling; null leaves a gap. The period before may follow. */
export type Columns = [number[], (number | null)[], (number | null)[], (number | null)[]?];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The bucket's size, read off the first two starts; a single point counts as a day. */
export function bucketOf(points: readonly Point[]): Bucket {
  const [first, second] = points;
  if (!first || !second) return 'day';
  const gap = second.at - first.at;
  if (gap < HOUR_MS) return 'minute';
  // Days are 23 hours long when clocks go forward.
  if (gap < 23 * HOUR_MS) return 'hour';
  return gap < 27 * DAY_MS ? 'day' : 'month';
}

const LABELS: Record<Bucket, Intl.DateTimeFormatOptions> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  hour: { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

const AXES: Record<Bucket, Intl.DateTimeFormatOptions> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric' },
  month: { month: 'short', year: '2-digit' },
};

/** Names a bucket in full, for the tooltip and the table. */
export function bucketLabel(at: number, bucket: Bucket): string {
  return new Intl.DateTimeFormat('en-US', LABELS[bucket]).format(at);
}

/** Names a bucket shortly, for the axis. */
export function axisLabel(at: number, bucket: Bucket): string {
  return new Intl.DateTimeFormat('en-US', AXES[bucket]).format(at);
}

/** A line needs two ends: a series of one bucket is led in by the empty day before it. */
export function withLeadIn(points: Point[]): Point[] {
  const [only, second] = points;
  return only && !second ? [{ at: only.at - DAY_MS, clicks: 0, visitors: 0 }, only] : points;
}

/**
 * Columns for the chart: seconds, finished buckets, and the one still filling. The last bucket is drawn apart, so that an
 * unfinished day does not look like a fall; null leaves a gap.
 */
export function columnsOf(points: readonly Point[]): Columns {
  const last = points.length - 1;
  return [
    points.map((point) => point.at / 1000),
    points.map((point, i) => (i < last || last === 0 ? point.clicks : null)),
    points.map((point, i) => (i >= last - 1 && last > 0 ? point.clicks : null)),
  ];
}
