/**
 * Rate limits as fixed windows, counted in one place and handed out in leases: whoever serves requests takes a few permits at a time
 * and spends them without asking again. No more than the limit is ever handed out; permits left unspent by one server are lost to the others.
 */

/** `name` tells rules of one caller apart, e.g. requests and reports. */
export interface RateRule {
  name: string;
  /** Permits per window. */
  limit: number;
  windowMs: number;
}

/** What a caller is told: how much there is, how much is left, and when (Unix milliseconds) it starts anew. */
export interface RateState {
  rule: RateRule;
  allowed: boolean;
  remaining: number;
  resetAt: number;
}

/** Permits taken within the window that began at `start`. */
export interface Used {
  start: number;
  count: number;
}

export interface Lease {
  granted: number;
  /** Permits that nobody has taken yet. */
  remaining: number;
  resetAt: number;
}

/** A lease is this part of what is left, so it shrinks to single permits as the limit comes near. */
const LEASE_SHARE = 32;
/** Shorter windows are counted one by one: a permit that stays unspent would be a large part of them. */
const MIN_LEASED_WINDOW_MS = 10_000;

/** Takes a lease of the current window, and says what is used of it afterwards. Windows are aligned to the clock. */
export function takeLease(rule: RateRule, used: Used | undefined, nowMs: number): { lease: Lease; used: Used } {
  const start = nowMs - (nowMs % rule.windowMs);
  const count = used?.start === start ? used.count : 0;
  const left = Math.max(0, rule.limit - count);
  const wanted = rule.windowMs < MIN_LEASED_WINDOW_MS ? 1 : Math.ceil(left / LEASE_SHARE);
  const granted = Math.min(left, wanted);
  return {
    lease: { granted, remaining: left - granted, resetAt: start + rule.windowMs },
    used: { start, count: count + granted },
  };
}
