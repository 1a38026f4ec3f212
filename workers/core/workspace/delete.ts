/**
 * Deletes a workspace with a grace period. Until it is over, links go on redirecting (they may be printed somewhere, and the
 * deletion may be a mistake or a theft) and nothing can be changed; then a job removes everything and the names are free.
 */
import { requireScope, type Workspace } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { deletionScheduled } from '../mail/letters.ts';
import type { WorkspaceContext } from './ports.ts';

const DAY_MS = 86_400_000;
/** Long enough for somebody on holiday to read the mail. */
export const GRACE_DAYS = 14;

/** Ends the renewal of a subscription, tells owner and admins. @returns the workspace with its end. Throws `conflict` when that is scheduled already. */
export async function scheduleDeletion(context: WorkspaceContext): Promise<Workspace> {
  const { actor, workspace: store, post, now } = context;
  requireScope(actor, 'workspaces.delete');
  const before = actor.workspace;
  // First: were it to fail afterwards, somebody would go on paying for what is gone.
  await context.endRenewal();
  const deleteAt = now() + GRACE_DAYS * DAY_MS;
  const change = { before: { deleteAt: null }, after: { deleteAt } };
  const isNew = await store.setDeletion(deleteAt, auditEntry(actor, 'workspace.delete', before.id, change, now()));
  if (!isNew) throw new AppError('conflict', 'The deletion of this workspace is scheduled already.');
  const on = new Date(deleteAt).toISOString().slice(0, 'YYYY-MM-DD'.length);
  for (const email of await context.peopleInCharge())
    post(email, deletionScheduled({ workspace: before.name, on, url: context.webUrl }));
  return { ...before, deleteAt };
}

/** Throws `conflict` when nothing is scheduled, or its time is over. */
export async function cancelDeletion({ actor, workspace: store, now }: WorkspaceContext): Promise<Workspace> {
  requireScope(actor, 'workspaces.delete');
  const before = actor.workspace;
  const change = { before: { deleteAt: before.deleteAt ?? null }, after: { deleteAt: null } };
  const isNew = await store.setDeletion(null, auditEntry(actor, 'workspace.restore', before.id, change, now()));
  if (!isNew)
    throw new AppError('conflict', 'No deletion of this workspace is scheduled that could still be cancelled.');
  return { ...before, deleteAt: null };
}

/** Throws `conflict` for a workspace that is on its way out: what would be changed now would be lost. */
export function refuseWhenLeaving({ deleteAt }: Workspace): void {
  if (deleteAt === null || deleteAt === undefined) return;
  const on = new Date(deleteAt).toISOString().slice(0, 'YYYY-MM-DD'.length);
  throw new AppError(
    'conflict',
    `This workspace will be deleted on ${on} and cannot be changed. Its owner can cancel that.`,
  );
}
