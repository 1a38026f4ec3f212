/** The one who acts: a signed-in member or a token, always within exactly one workspace. */
import type { BlockReason } from '../abuse/case.ts';
import { AppError } from '../error/app-error.ts';
import type { ClickAck } from '../route/strict.ts';
import { type Permission, permissionsOf, type Role, roleAllows } from './permissions.ts';
import { isScope, type Scope } from './scope.ts';

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
  /** Grows with each change: what the workspace's ETag is made of. */
  updatedAt: number;
  /** Address of an image; null without one. */
  logo?: string | null;
  /** When it will be removed with all it owns, Unix milliseconds; until then nothing in it can be changed. */
  deleteAt?: number | null;
  /** Since when it stands in quarantine, Unix milliseconds: none of its links lead anywhere, none can be made or changed. */
  quarantinedAt?: number | null;
  quarantineReason?: BlockReason | null;
}

export interface Actor {
  workspace: Workspace;
  userId: string;
  role: Role;
  /** Undefined for sessions: then the role alone decides. A machine's token acts for no person: `userId` is then the token's own id. */
  token?: { id: string; scopes: readonly Scope[]; machine?: boolean };
  /** Name of the job that acts for no member, e.g. `verify-domains`. */
  job?: string;
  requestId: string;
  /** Keyed hash of the address the request came from; absent for jobs. */
  ipHash?: string;
  /** Audit entries made on behalf of this request; the api looks here whether a change left one. */
  trail?: AuditTrail;
}

export interface AuditTrail {
  entries: number;
}

/**
 * First line of every verb: role and token must both allow it. Throws `forbidden` and names what is missing. A permission that
 * no token can carry needs a signed-in person.
 */
export function requireScope(actor: Actor, permission: Permission): void {
  if (!roleAllows(actor.role, permission)) {
    throw new AppError(
      'forbidden',
      `Your role "${actor.role}" in this workspace does not include "${permission}". Ask an owner or admin.`,
    );
  }
  if (!actor.token) return;
  if (!isScope(permission))
    throw new AppError('forbidden', `"${permission}" cannot be given to a token. Sign in and do it yourself.`);
  if (!actor.token.scopes.includes(permission))
    throw new AppError('forbidden', `This token lacks the scope "${permission}". Create one that has it.`);
}

/** Everything the actor may do: of the role, what the token carries, too. */
export function allowedTo(actor: Actor): Permission[] {
  const byRole = permissionsOf(actor.role);
  const scopes: readonly string[] | undefined = actor.token?.scopes;
  return scopes ? byRole.filter((each) => scopes.includes(each)) : byRole;
}

/** How the audit log names the actor. */
export function actorName(actor: Actor): string {
  if (actor.job !== undefined) return `system:${actor.job}`;
  return actor.token ? `token:${actor.token.id}` : `user:${actor.userId}`;
}

/** A job at work in one workspace: what it changes is in the audit log under its own name. */
export function jobActor(job: string, workspaceId: string, linkShard: number): Actor {
  const workspace: Workspace = {
    id: workspaceId,
    name: '',
    slug: '',
    plan: '',
    linkShard,
    clickAck: 'after',
    createdAt: 0,
    updatedAt: 0,
  };
  return { workspace, userId: '', role: 'owner', job, requestId: job };
}
