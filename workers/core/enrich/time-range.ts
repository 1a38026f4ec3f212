/** Which event times are believed. The edge stamps events, so anything else is a broken clock or a replay from another age. */
import type { DropReason, Step } from './draft.ts';

/** Late events count in the hour they happened. 400 days: what ClickHouse keeps hot; older months live in the archive. */
export const MAX_EVENT_AGE_MS = 400 * 86_400_000;
/** Clocks of different machines disagree by less than this. */
export const MAX_EVENT_LEAD_MS = 10 * 60_000;

export const dropTimeOutOfRange: Step = ({ event, now }) => timeRefusal(event.ts, now);

/** Why an event of this time is not counted now; the same event may be counted later, or may have been before. */
export function timeRefusal(ts: number, now: number): DropReason | undefined {
  if (ts > now + MAX_EVENT_LEAD_MS) return 'in_future';
  if (ts < now - MAX_EVENT_AGE_MS) return 'too_old';
  return undefined;
}
