/** Rate limits as headers: the field's `X-RateLimit-*`, and the IETF's `RateLimit` and `RateLimit-Policy`. */
import type { RateState } from '#core/limit/window.ts';
import { secondsUntil } from './limit.ts';

/** The rule closest to its end speaks in `X-RateLimit-*`; the others only in the IETF's headers. */
export function setRates(headers: Headers, states: readonly RateState[]): void {
  const tightest = states.toSorted((a, b) => Number(a.allowed) - Number(b.allowed) || share(a) - share(b))[0];
  if (!tightest) return;
  headers.set('x-ratelimit-limit', String(tightest.rule.limit));
  headers.set('x-ratelimit-remaining', String(tightest.remaining));
  headers.set('x-ratelimit-reset', String(Math.ceil(tightest.resetAt / 1_000)));
  headers.set(
    'ratelimit-policy',
    states.map(({ rule }) => `"${rule.name}";q=${rule.limit};w=${rule.windowMs / 1_000}`).join(', '),
  );
  headers.set(
    'ratelimit',
    states.map(({ rule, remaining, resetAt }) => `"${rule.name}";r=${remaining};t=${secondsUntil(resetAt)}`).join(', '),
  );
  if (!tightest.allowed) headers.set('retry-after', String(secondsUntil(tightest.resetAt)));
}

function share({ rule, remaining }: RateState): number {
  return remaining / rule.limit;
}
