/**
 * How large the next batch is and how long it gathers. Quiet: what is there goes out within a second. Busy: a little longer, so that an
 * insert is worth its fixed cost. Behind: full batches, one after the other. A value; it is not stored, a fresh ledger starts quiet.
 */
import { DRAIN_DELAY_MS, MAX_BATCH_EVENTS, MAX_GATHER_MS, MIN_BATCH_EVENTS, SLOW_INSERT_MS } from './limits.ts';

export interface Pace {
  /** Events that the next batch to be fixed may hold. */
  batchEvents: number;
  /** Arrivals of late, events per millisecond. */
  rate: number;
  /** Events accepted in all, and Unix milliseconds, when the last batch ended. 0 before the first. */
  accepted: number;
  at: number;
}

export const FIRST_PACE: Pace = { batchEvents: MAX_BATCH_EVENTS, rate: 0, accepted: 0, at: 0 };

export interface BatchEnd {
  /** Known to be stored. */
  ok: boolean;
  tookMs: number;
  /** Events accepted in all by now. */
  accepted: number;
  /** Unix milliseconds. */
  now: number;
}

/** Below this share of a full batch within the longest wait, waiting would not make an insert worth much more. */
const WORTH_WAITING_SHARE = 0.1;
/** What arrived before a silence longer than this says nothing about what comes after it. */
const RATE_TRUST_MS = 2 * MAX_GATHER_MS;
const SHRINK = 2;
const GROW = 2;

export function afterBatch(pace: Pace, { ok, tookMs, accepted, now }: BatchEnd): Pace {
  const healthy = ok && tookMs <= SLOW_INSERT_MS;
  const batchEvents = healthy
    ? Math.min(MAX_BATCH_EVENTS, pace.batchEvents * GROW)
    : Math.max(MIN_BATCH_EVENTS, Math.floor(pace.batchEvents / SHRINK));
  const elapsedMs = now - pace.at;
  // The first batch has nothing to compare with, and a clock that was set says nothing about arrivals.
  const known = pace.at > 0 && elapsedMs > 0;
  const rate = known ? Math.max(0, accepted - pace.accepted) / elapsedMs : pace.rate;
  return { batchEvents, rate, accepted, at: now };
}

/** Milliseconds until the next batch should be fixed, given how much waits. @param now Unix milliseconds. */
export function gatherMs({ batchEvents, rate, at }: Pace, waiting: number, now: number): number {
  if (waiting >= batchEvents) return 0;
  const fresh = now >= at && now - at <= RATE_TRUST_MS;
  if (!fresh || rate * MAX_GATHER_MS < batchEvents * WORTH_WAITING_SHARE) return DRAIN_DELAY_MS;
  const untilFull = (batchEvents - waiting) / rate;
  return Math.round(Math.min(MAX_GATHER_MS, Math.max(DRAIN_DELAY_MS, untilFull)));
}
