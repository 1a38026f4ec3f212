/** What travels with a request through this worker. */
import type { Context } from 'hono';
import type { Actor, AuditTrail } from '#core/access/actor.ts';
import type { RateState } from '#core/limit/window.ts';
import { AppError } from '#core/error/app-error.ts';
import type { TokenKind } from '#core/token/token.ts';
import type { Person } from '#core/workspace/ports.ts';
import type { Services } from '../services.ts';

/** Who calls, after authentication. A person without any workspace has no actor. */
export interface Caller {
  userId: string;
  via: 'session' | 'token';
  /** Of a token only. */
  tokenKind?: TokenKind;
  tokenName?: string;
  /** Of the session this request came with. */
  sessionId?: string;
  actor?: Actor;
  ipHash?: string;
  /** Shared with the actor: what this request has written into an audit log. */
  trail: AuditTrail;
}

export interface ApiContext {
  Bindings: ApiEnv;
  Variables: {
    requestId: string;
    services: Services;
    caller: Caller;
    rates?: RateState[];
    idempotent?: boolean;
    /** Its trail in the audit log is looked after. */
    watched?: boolean;
  };
}

/** The person of a route for signed-in people, before it is known which workspace they act in. */
export function personOf(c: Context<ApiContext>): Person {
  const { userId, ipHash, trail } = c.get('caller');
  return { userId, trail, requestId: c.get('requestId'), ...(ipHash !== undefined && { ipHash }) };
}

/** The actor of a workspace route. Throws `forbidden` for a person who belongs to no workspace. */
export function actorOf(c: Context<ApiContext>): Actor {
  const { actor } = c.get('caller');
  if (!actor)
    throw new AppError('forbidden', 'You do not belong to a workspace yet. Create one or ask for an invitation.');
  return actor;
}
