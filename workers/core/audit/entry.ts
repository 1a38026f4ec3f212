/** One line of the audit log: who did what to what, with what changed. Written in the same batch as the change itself. */
import type { Actor } from '../access/actor.ts';
import { actorName } from '../access/actor.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { WrittenAction } from './actions.ts';

export interface AuditEntry {
  id: string;
  workspaceId: string;
  /** `user:{id}`, `token:{id}` or `system:{job}`. */
  actor: string;
  /** noun.verb, e.g. `link.create`: one of `AUDIT_ACTIONS`, or what an older version wrote. */
  action: string;
  target: string;
  /** JSON of `{before, after}`, without secrets. */
  change: string;
  requestId: string;
  /** Keyed hash of the address it came from; null for jobs. */
  ipHash: string | null;
  createdAt: number;
}

export interface Change {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** The only way to make an entry: secrets are masked here, and the request's trail notes that there is one. */
export function auditEntry(
  actor: Actor,
  action: WrittenAction,
  target: string,
  change: Change,
  nowMs: number,
): AuditEntry {
  if (actor.trail) actor.trail.entries += 1;
  return {
    id: newEntityId('auditEntry', nowMs),
    workspaceId: actor.workspace.id,
    actor: actorName(actor),
    action,
    target,
    change: JSON.stringify(change, maskSecrets),
    requestId: actor.requestId,
    ipHash: actor.ipHash ?? null,
    createdAt: nowMs,
  };
}

/** Names of fields whose values never enter the log, wherever they are. */
const SECRET_NAME = /password|secret|token$|tokenHash|apiKey|authorization/i;
export const MASK = '********';

function maskSecrets(name: string, value: unknown): unknown {
  return SECRET_NAME.test(name) && value !== null && typeof value !== 'boolean' ? MASK : value;
}
