/** How long to wait before the next attempt to connect. */

/** A dropped socket usually comes back at once. */
const FIRST_WAIT_MS = 1_000;
/** People look at the page again within half a minute. */
const MAX_WAIT_MS = 30_000;

/** Doubles with each failure; `random` in 0..1 spreads clients over the upper half, so that they do not return as one wave. */
export function reconnectDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
