/** Limits of those who have said who they are: per token and plan, or per person at the web app. */
import type { MiddlewareHandler } from 'hono';
import { rulesOf } from '#core/limit/rules.ts';
import type { ApiContext, Caller } from '../http/context.ts';
import { limit } from './limit.ts';

/** @param isReport reports have a limit per second of their own. */
export function limitCaller(isReport: boolean): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    // Several paths can match one request (`/links/{id}` and `/links/bulk`); it counts once.
    if (c.get('rates') === undefined) {
      const caller = c.get('caller');
      const plan = caller.actor?.workspace.plan ?? 'free';
      await limit(c, nameOf(caller), rulesOf(caller.tokenKind ?? 'session', plan, isReport));
    }
    await next();
  };
}

function nameOf({ actor, userId }: Caller): string {
  return actor?.token ? `token:${actor.token.id}` : `session:${actor?.workspace.id ?? ''}:${userId}`;
}
