/** Reads the asked time range: a preset, or start and end; and the bucket size that suits it. */
import { refusal } from '../../error/refuse.ts';
import { parseDate } from '../../schema/date.ts';
import type { Interval } from '../query.ts';
import type { BucketUnit } from './buckets.ts';
import { MAX_BUCKETS, startOfBucket } from './buckets.ts';
import { knownZone, momentOf, offsetMs } from './zone.ts';

export interface TimeRange {
  /** Unix milliseconds, inclusive; 0 for "from the beginning". */
  from: number;
  /** Unix milliseconds, exclusive; undefined for "until now": no event lies in the future. */
  to?: number;
  zone: string;
  unit: BucketUnit;
}

const DAY_MS = 86_400_000;
const DEFAULT_INTERVAL: Interval = '30d';
/** Explicit ranges up to this long are shown by hour, up to the next by day, beyond by month. */
const MAX_HOURLY_DAYS = 2;
const MAX_DAILY_DAYS = 180;

/** "All" has no beginning; its series is cut to where the data begins. No event of ours is older. */
export const FIRST_MONTH_MS = Date.UTC(2010, 0, 1);
/** No bucket of a unit is shorter, but for days on which clocks change. */
const SHORTEST_MS: Record<BucketUnit, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
};

const PRESETS: Record<Exclude<Interval, 'all' | 'mtd' | 'qtd' | 'ytd'>, { days: number; unit: BucketUnit }> = {
  '24h': { days: 1, unit: 'hour' },
  '7d': { days: 7, unit: 'day' },
  '30d': { days: 30, unit: 'day' },
  '90d': { days: 90, unit: 'day' },
  '1y': { days: 365, unit: 'month' },
};

/** Presets begin at the start of the bucket they fall into, so that the first point of a chart is whole. */
export function parseRange(
  query: {
    interval?: Interval | undefined;
    start?: string | undefined;
    end?: string | undefined;
    timezone: string;
    granularity?: BucketUnit | undefined;
  },
  nowMs: number,
): TimeRange {
  const { granularity } = query;
  const range = withoutGranularity(query, granularity, nowMs);
  if (granularity === undefined) return range;
  const buckets = ((range.to ?? nowMs) - Math.max(range.from, FIRST_MONTH_MS)) / SHORTEST_MS[granularity];
  if (buckets > MAX_BUCKETS)
    throw refusal(
      'granularity',
      `makes more than ${MAX_BUCKETS} points of this range; choose a larger one`,
      granularity,
    );
  return { ...range, unit: granularity };
}

function withoutGranularity(
  query: { interval?: Interval | undefined; start?: string | undefined; end?: string | undefined; timezone: string },
  unit: BucketUnit | undefined,
  nowMs: number,
): TimeRange {
  const zone = knownZone(query.timezone);
  if (query.start) return explicitRange(query.start, query.end, zone, nowMs);
  const range = presetRange(query.interval ?? DEFAULT_INTERVAL, zone, nowMs, unit);
  return query.end ? withEnd(range, parseDate('end', query.end), nowMs) : range;
}

function explicitRange(start: string, end: string | undefined, zone: string, nowMs: number): TimeRange {
  const from = parseDate('start', start);
  const to = end === undefined || end === '' ? nowMs : parseDate('end', end);
  const days = (Math.min(to, nowMs) - from) / DAY_MS;
  const unit: BucketUnit = days <= MAX_HOURLY_DAYS ? 'hour' : days <= MAX_DAILY_DAYS ? 'day' : 'month';
  return withEnd({ from, zone, unit }, to, nowMs);
}

function presetRange(interval: Interval, zone: string, nowMs: number, asked: BucketUnit | undefined): TimeRange {
  if (interval === 'all') return { from: 0, zone, unit: 'month' };
  if (interval === 'mtd') return { from: startOfBucket(nowMs, 'month', zone), zone, unit: 'day' };
  if (interval === 'qtd') return { from: startOfMonth(nowMs, zone, (month) => month - (month % 3)), zone, unit: 'day' };
  if (interval === 'ytd') return { from: startOfMonth(nowMs, zone, () => 0), zone, unit: 'month' };
  const { days, unit: usual } = PRESETS[interval];
  const unit = asked ?? usual;
  return { from: startOfBucket(nowMs - days * DAY_MS, unit, zone), zone, unit };
}

function withEnd(range: TimeRange, to: number, nowMs: number): TimeRange {
  if (to <= range.from) throw refusal('end', 'must be later than start', new Date(to).toISOString());
  return to >= nowMs ? range : { ...range, to };
}

function startOfMonth(nowMs: number, zone: string, choose: (month: number) => number): number {
  const wall = new Date(nowMs + offsetMs(nowMs, zone));
  return momentOf(Date.UTC(wall.getUTCFullYear(), choose(wall.getUTCMonth()), 1), zone);
}
