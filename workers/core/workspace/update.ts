/** Changes a workspace's own settings. */
import { type Actor, requireScope, type Workspace } from '../access/actor.ts';
import { auditEntry, type AuditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { WorkspaceChanges } from './wire.ts';

export interface WorkspaceContext {
  actor: Actor;
  /** Writes the changes with their audit entry, in one batch. Undefined when the workspace is gone. */
  update: (changes: WorkspaceChanges, entry: AuditEntry) => Promise<Workspace | undefined>;
  /** Tells the edge which workspaces are strict. Never throws: what fails is repaired within a minute. */
  publishStrict: () => Promise<void>;
  now: () => number;
}

/**
 * @param idOrSlug must name the workspace the request acts in.
 * Scope: workspaces.write, which owners and admins have. Throws `not_found` for any other workspace.
 */
export async function updateWorkspace(
  { actor, update, publishStrict, now }: WorkspaceContext,
  idOrSlug: string,
  changes: WorkspaceChanges,
): Promise<Workspace> {
  requireScope(actor, 'workspaces.write');
  const { id, slug, name, clickAck } = actor.workspace;
  const missing = new AppError(
    'not_found',
    `This request acts in the workspace "${slug}", not in "${idOrSlug}". Choose another by the x-workspace-id header.`,
  );
  if (idOrSlug !== id && idOrSlug !== slug) throw missing;
  if (Object.keys(changes).length === 0) throw refusal('', 'must name what to change: name or clickAck');
  const entry = auditEntry(actor, 'workspace.update', id, { before: { name, clickAck }, after: { ...changes } }, now());
  const updated = await update(changes, entry);
  if (!updated) throw missing;
  if (changes.clickAck !== undefined) await publishStrict();
  return updated;
}
