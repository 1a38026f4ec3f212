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

export function standingOf(used: number, limit: number | null): Standing {
  if (limit === null || used < limit * SOFT_SHARE) return 'within';
  if (used < limit) return 'near';
  return used === limit ? 'at' : 'over';
}

export function areReportsWithheld(events: number, limit: number | null): boolean {
  return limit !== null && events >= limit * WITHHELD_SHARE;
}
