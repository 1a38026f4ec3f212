/** When visits happen: how many each day gets, and at which hour of it. */
import type { Place } from './places.ts';
import { type Random, Weighted } from './random.ts';

export interface Span {
  /** Unix milliseconds of the newest possible visit. */
  untilMs: number;
  days: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Visits by local hour of day, from midnight. */
const HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 11, 11, 11, 10, 10, 10, 11, 12, 12, 10, 7, 4];
/** Short links lead to work: weekends are quieter. */
const WEEKEND_FACTOR = 0.6;
/** Traffic grows: the newest day has this many times the visits of the oldest. */
const GROWTH = 3;
/** One link goes viral: this share of all visits falls into one evening. */
const VIRAL_SHARE = 0.12;
const VIRAL_HOUR = 17;
const VIRAL_SPREAD_HOURS = 2;
const HOUR_OF_DAY = new Weighted(HOURS.map((weight, hour): [number, number] => [hour, weight]));

interface Day {
  /** Unix milliseconds. */
  midnight: number;
  visits: number;
  viralVisits: number;
}

/** How many visits each day gets; their sum is exactly `total`. */
export function planDays(random: Random, { untilMs, days }: Span, total: number): Day[] {
  const today = Math.floor(untilMs / DAY_MS) * DAY_MS;
  const count = Math.max(1, days);
  const midnights = Array.from({ length: count }, (_, index) => today - (count - 1 - index) * DAY_MS);
  const weights = midnights.map((midnight, index) => {
    const weekday = new Date(midnight).getUTCDay();
    const passed = Math.min(1, (untilMs - midnight + HOUR_MS) / DAY_MS);
    return (1 + ((GROWTH - 1) * index) / count) * (weekday === 0 || weekday === 6 ? WEEKEND_FACTOR : 1) * passed;
  });
  const viralDay = count > 2 ? Math.floor(count * (0.3 + 0.4 * random.next())) : -1;
  const viralVisits = viralDay < 0 ? 0 : Math.floor(total * VIRAL_SHARE);
  const sum = weights.reduce((before, weight) => before + weight, 0);
  let planned = 0;
  let passedWeight = 0;
  return midnights.map((midnight, index) => {
    passedWeight += weights[index] ?? 0;
    const share = Math.round(((total - viralVisits) * passedWeight) / sum) - planned;
    planned += share;
    const extra = index === viralDay ? viralVisits : 0;
    return { midnight, visits: share + extra, viralVisits: extra };
  });
}

/** By the visitor's own clock, on the same day of UTC. */
export function ordinaryTime(random: Random, midnight: number, place: Place): number {
  const hour = (HOUR_OF_DAY.pick(random) + random.next() - place.utcOffset + 24) % 24;
  return Math.floor(midnight + hour * HOUR_MS);
}

export function viralTime(random: Random, midnight: number): number {
  const hour = Math.min(23.99, Math.max(0, VIRAL_HOUR + random.normal() * VIRAL_SPREAD_HOURS));
  return Math.floor(midnight + hour * HOUR_MS);
}

/** For hours of today that have not come yet. */
export function earlierToday(random: Random, midnight: number, untilMs: number): number {
  return Math.floor(untilMs - random.next() * Math.max(1, untilMs - midnight));
}
