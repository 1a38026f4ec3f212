/** One line of the audit log: who did what to what, with what changed. Written in the same batch as the change itself. */
import type { Actor } from '../access/actor.ts';
import { actorName } from '../access/actor.ts';
import { newEntityId } from '../id/entity-id.ts';

export interface AuditEntry {
  id: string;
  workspaceId: string;
  /** `user:{id}`, `token:{id}` or `system:{job}`. */
  actor: string;
  /** noun.verb, e.g. `link.create`. */
  action: string;
  target: string;
  /** JSON of `{before, after}`, without secrets. */
  change: string;
  requestId: string;
  createdAt: number;
}

export interface Change {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

export function auditEntry(actor: Actor, action: string, target: string, change: Change, nowMs: number): AuditEntry {
  return {
    id: newEntityId('auditEntry', nowMs),
    workspaceId: actor.workspace.id,
    actor: actorName(actor),
    action,
    target,
    change: JSON.stringify(change),
    requestId: actor.requestId,
    createdAt: nowMs,
  };
}
