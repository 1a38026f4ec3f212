/** When a delivery that failed is tried again. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits after each failed attempt: a restart, a deploy, a night, a weekend's first day. Three days in all. */
const WAITS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
];
export const MAX_ATTEMPTS = WAITS_MS.length + 1;
/** Spread of a wait, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds until the next attempt; undefined when there is none.
 * @param attempts made so far, the failed one included.
 * @param random from 0 to 1.
 */
export function waitAfter(attempts: number, random: number): number | undefined {
  const wait = WAITS_MS[attempts - 1];
  return wait === undefined ? undefined : Math.round(wait * (1 + JITTER * random));
}
