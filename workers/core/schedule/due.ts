/** When a scheduled report is due, and what it is about: the whole day, week (from Monday) or month before, by the zone's clock. */
import { startOfBucket } from '../stats/time/buckets.ts';
import { momentOf, offsetMs } from '../stats/time/zone.ts';

export const CADENCES = ['daily', 'weekly', 'monthly'] as const;
export type Cadence = (typeof CADENCES)[number];

export interface Timing {
  cadence: Cadence;
  /** Of the zone's clock, 0 to 23. */
  hour: number;
  zone: string;
}

const UNITS = { daily: 'day', weekly: 'week', monthly: 'month' } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first due moment later than `afterMs`. An hour that clocks skip is due when they change, one that comes twice the first time. */
export function nextDue(timing: Timing, afterMs: number): number {
  const { cadence, zone } = timing;
  const start = startOfBucket(afterMs, UNITS[cadence], zone);
  const first = dueIn(timing, start);
  return first > afterMs ? first : dueIn(timing, nextStart(start, cadence, zone));
}

/** The period that a moment's report is about: half-open, Unix milliseconds. */
export function periodBefore({ cadence, zone }: Timing, dueMs: number): { from: number; to: number } {
  const to = startOfBucket(dueMs, UNITS[cadence], zone);
  return { from: startOfBucket(to - 1, UNITS[cadence], zone), to };
}

function dueIn({ hour, zone }: Timing, start: number): number {
  return momentOf(start + offsetMs(start, zone) + hour * HOUR_MS, zone);
}

function nextStart(start: number, cadence: Cadence, zone: string): number {
  const wall = new Date(start + offsetMs(start, zone));
  if (cadence === 'monthly') return momentOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1), zone);
  return momentOf(wall.getTime() + (cadence === 'daily' ? 1 : 7) * DAY_MS, zone);
}
