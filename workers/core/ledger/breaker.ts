/** Circuit breaker around ClickHouse: after a few failures stop asking, then ask once in a while. A value, stored with the drain's position. */
import type { BreakerState } from './contract.ts';

export interface Breaker {
  /** Failures in a row. */
  failures: number;
  /** Unix milliseconds before which nothing is sent; 0 while closed. */
  openUntil: number;
}

export const CLOSED_BREAKER: Breaker = { failures: 0, openUntil: 0 };

/** A single hiccup is retried at once; the third failure in a row means trouble. */
const FAILURES_TO_OPEN = 3;
/** Pause between retries while still closed. */
const CLOSED_RETRY_MS = 500;
/** First pause when open; doubles with each failed probe. */
const FIRST_OPEN_MS = 2_000;
/** Longest pause: a recovered ClickHouse is noticed within this time. */
const MAX_OPEN_MS = 30_000;

export function breakerState(breaker: Breaker, now: number): BreakerState {
  if (breaker.failures < FAILURES_TO_OPEN) return 'closed';
  return breakerWait(breaker, now) > 0 ? 'open' : 'half-open';
}

export function afterFailure(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1;
  if (failures < FAILURES_TO_OPEN) return { failures, openUntil: now + CLOSED_RETRY_MS };
  const pause = Math.min(MAX_OPEN_MS, FIRST_OPEN_MS * 2 ** (failures - FAILURES_TO_OPEN));
  return { failures, openUntil: now + pause };
}

/**
 * Milliseconds to wait before the next send, 0 when it may go now. A pause longer than the longest was set by a clock that has been
 * set back since; waiting for it to pass would take as long as the clock went back.
 */
export function breakerWait(breaker: Breaker, now: number): number {
  const wait = breaker.openUntil - now;
  return wait > MAX_OPEN_MS ? 0 : Math.max(0, wait);
}
