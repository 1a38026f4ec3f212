/** Takes permits for a request: from what this isolate holds, else from the caller's counter. */
import type { Context } from 'hono';
import { AppError } from '#core/error/app-error.ts';
import type { RateRule, RateState } from '#core/limit/window.ts';
import { describeError } from '#platform/log/log.ts';
import type { ApiContext } from '../http/context.ts';

/**
 * Throws `rate_limit_exceeded` when a rule is used up; the states then travel with the answer as headers. Limits protect capacity,
 * not data: a counter that is away lets the request through, and the log says so.
 */
export async function limit(c: Context<ApiContext>, caller: string, rules: RateRule[]): Promise<void> {
  if (c.get('services').config.rateLimits) await limitAlways(c, caller, rules);
}

/** The same where limits are switched off, too: for what protects a secret. */
export async function limitAlways(c: Context<ApiContext>, caller: string, rules: RateRule[]): Promise<void> {
  const states = await statesOf(c, caller, rules);
  c.set('rates', states);
  const refused = states.find((state) => !state.allowed);
  if (!refused) return;
  const { rule, resetAt } = refused;
  const seconds = secondsUntil(resetAt);
  throw new AppError(
    'rate_limit_exceeded',
    `More than ${rule.limit} ${rule.name} in ${rule.windowMs / 1_000} s. Try again in ${seconds} s.`,
  );
}

/** At least one: a client that waits zero seconds asks again at once. */
export function secondsUntil(resetAtMs: number): number {
  return Math.max(1, Math.ceil((resetAtMs - Date.now()) / 1_000));
}

async function statesOf(c: Context<ApiContext>, caller: string, rules: RateRule[]): Promise<RateState[]> {
  const { leases, config, log } = c.get('services');
  const now = Date.now();
  const states = rules.map((rule) => leases.spend(caller, rule, now));
  const refused = states.find((state) => state?.allowed === false);
  if (refused) return [refused];
  const missing = rules.filter((_, index) => states[index] === undefined);
  if (missing.length === 0) return states.filter((state) => state !== undefined);
  try {
    const fresh = await config.rateCounterOf(caller).take(missing);
    const received = missing.flatMap((rule, index) => {
      const lease = fresh[index];
      return lease ? [leases.receive(caller, rule, lease)] : [];
    });
    return [...states.filter((state) => state !== undefined), ...received];
  } catch (error) {
    log.error('limit.counter_away', { requestId: c.get('requestId'), error: describeError(error) });
    return states.filter((state) => state !== undefined);
  }
}
