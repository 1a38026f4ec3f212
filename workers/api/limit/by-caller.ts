/** Limits of those who have said who they are: per token and plan, or per person at the web app. */
import type { Context, MiddlewareHandler } from 'hono';
import { rulesOf } from '#core/limit/rules.ts';
import type { ApiContext, Caller } from '../http/context.ts';
import { limit } from './limit.ts';

/** @param isReport reports have a limit per second of their own. */
export function limitCaller(isReport: boolean): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    // Several paths can match one request (`/links/{id}` and `/links/bulk`); it counts once.
    if (c.get('rates') === undefined) await limitRequest(c, isReport);
    await next();
  };
}

/** Throws `rate_limit_exceeded`. For handlers that find out by themselves who calls. */
export async function limitRequest(c: Context<ApiContext>, isReport: boolean): Promise<void> {
  const caller = c.get('caller');
  const plan = caller.actor?.workspace.plan ?? 'free';
  await limit(c, nameOf(caller), rulesOf(caller.tokenKind ?? 'session', plan, isReport));
}

function nameOf({ actor, userId }: Caller): string {
  return actor?.token ? `token:${actor.token.id}` : `session:${actor?.workspace.id ?? ''}:${userId}`;
}
