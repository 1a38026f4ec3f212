/** Buckets of a time series: where each begins, in a zone, across clock changes. */
import { momentOf, offsetMs } from './zone.ts';

export const BUCKET_UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type BucketUnit = (typeof BUCKET_UNITS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Weeks begin on Monday; the first of 1970 was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** A day by minutes, and the longest of days at that. Their starts travel in a query's address, which has room for as many. */
export const MAX_BUCKETS = 1_501;

/** Start of the bucket that holds this moment. */
export function startOfBucket(ms: number, unit: BucketUnit, zone: string): number {
  const wall = ms + offsetMs(ms, zone);
  if (unit === 'minute') return ms - mod(wall, MINUTE_MS);
  if (unit === 'hour') return ms - mod(wall, HOUR_MS);
  if (unit === 'day') return momentOf(wall - mod(wall, DAY_MS), zone);
  if (unit === 'week') return momentOf(wall - mod(wall - FIRST_MONDAY_MS, 7 * DAY_MS), zone);
  const date = new Date(wall);
  return momentOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1), zone);
}

/** Starts of all buckets that touch `from <= t < to`, ascending. Throws RangeError beyond MAX_BUCKETS. */
export function bucketStarts(from: number, to: number, unit: BucketUnit, zone: string): number[] {
  const starts: number[] = [];
  for (let at = startOfBucket(from, unit, zone); at < to; at = nextStart(at, unit, zone)) {
    starts.push(at);
    if (starts.length > MAX_BUCKETS) throw new RangeError(`More than ${MAX_BUCKETS} buckets of one ${unit}`);
  }
  return starts;
}

/** ISO 8601 with the zone's offset at that moment, e.g. `2026-11-21T00:00:00.000+01:00`; `Z` for UTC. */
export function zonedIso(ms: number, zone: string): string {
  if (zone === 'UTC') return new Date(ms).toISOString();
  const offset = offsetMs(ms, zone);
  const minutes = Math.abs(Math.round(offset / MINUTE_MS));
  const hhmm = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${new Date(ms + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${hhmm}`;
}

/** Days to a moment surely inside the next bucket: days last 23 to 25 hours, months 28 to 31 days. */
const INTO_NEXT_DAYS = { day: 1.5, week: 10, month: 45 } as const;

function nextStart(start: number, unit: BucketUnit, zone: string): number {
  if (unit === 'minute') return start + MINUTE_MS;
  if (unit === 'hour') return start + HOUR_MS;
  return startOfBucket(start + INTO_NEXT_DAYS[unit] * DAY_MS, unit, zone);
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
