/** The period before a range: as many buckets earlier as the range has, so that each bucket has its counterpart. */
import type { Interval } from '../query.ts';
import { bucketStarts, type BucketUnit } from './buckets.ts';
import type { TimeRange } from './range.ts';
import { momentOf, offsetMs } from './zone.ts';

const MONTHS: Partial<Record<Interval, number>> = { mtd: 1, qtd: 3, ytd: 12 };
const STEP_MS: Record<Exclude<BucketUnit, 'month'>, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/**
 * Month, quarter and year to date are compared with the same days of the one before, by the clock on the wall. What has not
 * passed of the last bucket is left out of its counterpart, too. `from` of the range must not be 0.
 */
export function previousRange(range: TimeRange, interval: Interval | undefined, nowMs: number): Required<TimeRange> {
  const { from, zone, unit } = range;
  const to = range.to ?? nowMs;
  const months = interval === undefined ? undefined : MONTHS[interval];
  const back =
    months === undefined
      ? backBuckets(bucketStarts(from, to, unit, zone).length, unit, zone)
      : backMonths(months, zone);
  return { zone, unit, from: back(from), to: Math.min(back(to), from) };
}

function backBuckets(count: number, unit: BucketUnit, zone: string): (ms: number) => number {
  if (unit === 'month') return backMonths(count, zone);
  if (unit === 'minute' || unit === 'hour') return (ms) => ms - count * STEP_MS[unit];
  return (ms) => momentOf(ms + offsetMs(ms, zone) - count * STEP_MS[unit], zone);
}

/** The 31st becomes the last day of a shorter month. */
function backMonths(count: number, zone: string): (ms: number) => number {
  return (ms) => {
    const wall = new Date(ms + offsetMs(ms, zone));
    const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth() - count, wall.getUTCDate()];
    const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const inDay = wall.getTime() - Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), day);
    return momentOf(Date.UTC(year, month, Math.min(day, lastDay)) + inDay, zone);
  };
}
