/** Periods of reports: how they are asked for, into what they are cut, and what they are called. */
import type { BucketUnit } from '#core/stats/time/buckets.ts';
import { type AnalyticsSearch, DEFAULT_PRESET, endOf, type Preset, startOf, UNITS } from './search.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const WORDS: Record<Preset, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '1y': 'Last 12 months',
  mtd: 'This month',
  qtd: 'This quarter',
  ytd: 'This year',
  all: 'All time',
};

export const presetWords = (preset: Preset): string => WORDS[preset];

const PRESET_DAYS: Record<Exclude<Preset, 'all'>, number> = {
  '24h': 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '1y': 365,
  mtd: 31,
  qtd: 92,
  ytd: 366,
};

/** How long the period is at most; undefined for one without a beginning. */
function lengthOf(search: AnalyticsSearch): number | undefined {
  if (search.from !== undefined && search.to !== undefined) return endOf(search.to) - startOf(search.from);
  const preset = search.range ?? DEFAULT_PRESET;
  return preset === 'all' ? undefined : PRESET_DAYS[preset] * DAY_MS;
}

/** Points of a line that a screen can show apart. */
const LONGEST: Record<BucketUnit, number> = {
  minute: DAY_MS,
  hour: 31 * DAY_MS,
  day: 400 * DAY_MS,
  week: 10 * 366 * DAY_MS,
  month: Infinity,
};
const SHORTEST: Record<BucketUnit, number> = {
  minute: 0,
  hour: 2 * HOUR_MS,
  day: 2 * DAY_MS,
  week: 14 * DAY_MS,
  month: 59 * DAY_MS,
};

/** Into what a period can be cut: more than one point, and no more than can be told apart. */
export function unitsFor(search: AnalyticsSearch): BucketUnit[] {
  const length = lengthOf(search);
  if (length === undefined) return ['week', 'month'];
  return UNITS.filter((unit) => length <= LONGEST[unit] && length >= SHORTEST[unit]);
}

/** What suits the period when nobody has chosen. */
export function unitOf(search: AnalyticsSearch): BucketUnit {
  if (search.by && unitsFor(search).includes(search.by)) return search.by;
  const length = lengthOf(search);
  if (length === undefined) return 'month';
  if (length <= 3 * HOUR_MS) return 'minute';
  if (length <= 3 * DAY_MS) return 'hour';
  return length <= 120 * DAY_MS ? 'day' : length <= 800 * DAY_MS ? 'week' : 'month';
}

export interface PeriodQuery {
  interval?: Preset;
  start?: string;
  end?: string;
}

export function periodQuery({ from, to, range }: AnalyticsSearch): PeriodQuery {
  if (from === undefined || to === undefined) return { interval: range ?? DEFAULT_PRESET };
  return { start: new Date(startOf(from)).toISOString(), end: new Date(endOf(to)).toISOString() };
}

/** True when the last bucket is still filling. */
export function reachesNow({ to }: AnalyticsSearch, now: number): boolean {
  return to === undefined || endOf(to) >= now;
}

const two = (part: number) => String(part).padStart(2, '0');

/** `2026-11-21` of the reader's clock. */
export function dayOf(ms: number): string {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function minuteOf(ms: number): string {
  const at = new Date(ms);
  return `${dayOf(ms)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const isMidnight = (ms: number) => minuteOf(ms).endsWith('T00:00');

/** `start <= t < end` as the address has it: whole days where it can. Seconds are cut off. */
export function periodBetween(start: number, end: number): { from: string; to: string } {
  const last = Math.max(end, start + MINUTE_MS);
  if (isMidnight(start) && isMidnight(last)) return { from: dayOf(start), to: dayOf(last - 1) };
  return { from: minuteOf(start), to: minuteOf(last) };
}

/** The address with another period; the cut suits it anew. */
export function withPeriod(
  search: AnalyticsSearch,
  period: { range: Preset } | { from: string; to: string },
): AnalyticsSearch {
  const { range: _range, from: _from, to: _to, by: _by, ...rest } = search;
  if ('from' in period) return { ...rest, ...period };
  return period.range === DEFAULT_PRESET ? rest : { ...rest, range: period.range };
}

/** A period three times as long around this one, not beyond now; from a fortnight of weeks on, the nearest preset. */
export function zoomedOut(search: AnalyticsSearch, now: number): AnalyticsSearch {
  if (search.from === undefined || search.to === undefined) return withPeriod(search, { range: longerThan(search) });
  const start = startOf(search.from);
  const length = endOf(search.to) - start;
  if (length * 3 > 366 * DAY_MS) return withPeriod(search, { range: '1y' });
  const end = Math.min(now, endOf(search.to) + length);
  return withPeriod(search, wholeUnits(end - 3 * length, end));
}

function longerThan({ range = DEFAULT_PRESET }: AnalyticsSearch): Preset {
  const ladder: Preset[] = ['24h', '7d', '30d', '90d', '1y', 'all'];
  const next: Partial<Record<Preset, Preset>> = { mtd: '90d', qtd: '1y', ytd: 'all' };
  return next[range] ?? ladder[ladder.indexOf(range) + 1] ?? 'all';
}

/** Long periods begin and end with days, short ones with minutes. */
function wholeUnits(start: number, end: number): { from: string; to: string } {
  return end - start > 2 * DAY_MS ? { from: dayOf(start), to: dayOf(end - 1) } : periodBetween(start, end);
}

const dayWords = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' });
const minuteWords = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `Last 30 days`, `Nov 1 – 21, 2026`, `Nov 21, 14:00 – 16:00`. */
export function periodWords({ from, to, range }: AnalyticsSearch): string {
  if (from === undefined || to === undefined) return WORDS[range ?? DEFAULT_PRESET];
  if (from.includes('T') || to.includes('T')) return minuteWords.formatRange(startOf(from), endOf(to));
  return dayWords.formatRange(startOf(from), startOf(to));
}
