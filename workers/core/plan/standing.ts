/** How a workspace stands to a limit of its plan. */

/** From here on people are warned. */
export const SOFT_SHARE = 0.8;
/**
 * Events are never refused: a click that is not counted cannot be counted later. From here on reports are withheld instead, until
 * the next month or a larger plan; everything counted meanwhile is then in them.
 */
export const WITHHELD_SHARE = 1.2;

/** `near` the limit, `at` it (nothing more fits), `over` it. */
export type Standing = 'within' | 'near' | 'at' | 'over';

const ORDER: readonly Standing[] = ['within', 'near', 'at', 'over'];

/** True when there is something new to tell: `now` is further than `last`, and not merely one event further than `at`. */
export function isWorse(now: Standing, last: Standing = 'within'): boolean {
  if (last === 'at' && now === 'over') return false;
  return ORDER.indexOf(now) > ORDER.indexOf(last);
}

export function standingOf(used: number, limit: number | null): Standing {
  if (limit === null || used < limit * SOFT_SHARE) return 'within';
  if (used < limit) return 'near';
  return used === limit ? 'at' : 'over';
}

export function areReportsWithheld(events: number, limit: number | null): boolean {
  return limit !== null && events >= limit * WITHHELD_SHARE;
}
