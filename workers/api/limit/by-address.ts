/** Limits of those who have not said who they are: per network. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { networkOf } from '#core/limit/network.ts';
import { PUBLIC_RULE, REPORT_RULE, SHARE_PASSWORD_RULE, WRONG_CREDENTIALS_RULE } from '#core/limit/rules.ts';
import type { RateRule } from '#core/limit/window.ts';
import { addressOf } from '../http/address.ts';
import type { ApiContext } from '../http/context.ts';
import { limit, limitAlways } from './limit.ts';

/** For routes that need no credentials. */
export const limitAddress = createMiddleware<ApiContext>(async (c, next) => {
  if (c.get('rates') === undefined) await limitNetwork(c, PUBLIC_RULE);
  await next();
});

/** Called for each wrong credential. Throws `rate_limit_exceeded`; right ones from the same network are not held up. */
export function refuseGuessing(c: Context<ApiContext>): Promise<void> {
  return limitNetwork(c, WRONG_CREDENTIALS_RULE);
}

/** Called before a password of the named thing is checked. Throws `rate_limit_exceeded`. Guesses from nowhere are one guesser's. */
export function limitGuesses(c: Context<ApiContext>, of: string): Promise<void> {
  const network = c.get('services').networkHash(networkOf(addressOf(c) ?? ''));
  return limitAlways(c, `guess:${of}:${network}`, [SHARE_PASSWORD_RULE]);
}

/** Each report is work for people. Throws `rate_limit_exceeded`. */
export function limitReports(c: Context<ApiContext>): Promise<void> {
  return limitNetwork(c, REPORT_RULE);
}

/** The network is named by a keyed hash: addresses are not stored. Nothing is limited where no address is known: a local stack. */
async function limitNetwork(c: Context<ApiContext>, rule: RateRule): Promise<void> {
  const address = addressOf(c);
  if (address === undefined) return;
  await limit(c, `network:${c.get('services').networkHash(networkOf(address))}`, [rule]);
}
