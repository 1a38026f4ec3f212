/** The one who acts: a signed-in member or a token, always within exactly one workspace. */
import { AppError } from '../error/app-error.ts';
import type { ClickAck } from '../route/strict.ts';
import type { Role, Scope } from './scope.ts';
import { ROLE_SCOPES } from './scope.ts';

export interface Workspace {
  id: string;
  name: string;
  slug: string;
  plan: string;
  /** Index of the D1 link shard that holds the workspace's links. */
  linkShard: number;
  /** `before`: strict mode. */
  clickAck: ClickAck;
  createdAt: number;
}

export interface Actor {
  workspace: Workspace;
  userId: string;
  role: Role;
  /** Undefined for sessions: then the role alone decides. */
  token?: { id: string; scopes: readonly Scope[] };
  requestId: string;
}

/** First line of every verb. Throws `forbidden` and names the missing scope. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!ROLE_SCOPES[actor.role].includes(scope)) {
    throw new AppError(
      'forbidden',
      `Your role "${actor.role}" in this workspace does not include "${scope}". Ask an owner or admin.`,
    );
  }
  if (actor.token && !actor.token.scopes.includes(scope)) {
    throw new AppError('forbidden', `This token lacks the scope "${scope}". Create one that has it.`);
  }
}

/** How the audit log names the actor. */
export function actorName(actor: Actor): string {
  return actor.token ? `token:${actor.token.id}` : `user:${actor.userId}`;
}
