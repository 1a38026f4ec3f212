/** Gives a domain to another workspace of the same person. Its links stay behind: they must be gone first. */
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import { refuseWhenLeaving } from '../workspace/delete.ts';
import type { Domain } from './domain.ts';
import { changedMeanwhile, findDomain } from './find.ts';
import type { DomainContext } from './ports.ts';
import { publishDomain } from './publish.ts';

/** In the receiving workspace. */
export interface Receiver {
  actor: Actor;
  entitlements: Pick<Entitlements, 'require'>;
}

/**
 * @param receiver the same person as a member of the receiving workspace; undefined when not a member.
 * Throws `not_found`, `forbidden` (no right here or there, or no room in the plan there), `conflict` (links, changed meanwhile,
 * or a workspace that is going to be deleted).
 */
export async function transferDomain(
  context: DomainContext,
  name: string,
  receiver: Receiver | undefined,
): Promise<Domain> {
  requireScope(context.actor, 'domains.write');
  if (context.actor.token)
    throw new AppError('forbidden', 'A token belongs to one workspace. Sign in to give a domain to another one.');
  const before = await findDomain(context, name);
  if (!receiver) throw new AppError('forbidden', 'You are not a member of the workspace you named.');
  requireScope(receiver.actor, 'domains.write');
  refuseWhenLeaving(receiver.actor.workspace);
  const workspaceId = receiver.actor.workspace.id;
  if (workspaceId === before.workspaceId) return before;
  if (before.shared) throw new AppError('conflict', `${before.slug} is shared by every workspace of this instance.`);
  const links = await context.links.count({ domain: before.slug, showArchived: true });
  if (links > 0)
    throw new AppError(
      'conflict',
      `${before.slug} has ${links} links, which belong to this workspace with their clicks. Delete or move them first.`,
    );
  await receiver.entitlements.require('domains');
  const now = context.now();
  const entry = auditEntry(
    context.actor,
    'domain.transfer',
    before.id,
    { before: { workspaceId: before.workspaceId }, after: { workspaceId } },
    now,
  );
  if (!(await context.domains.moveTo(before, workspaceId, now, entry))) throw changedMeanwhile(before.slug);
  await publishDomain(context, before.slug);
  return { ...before, workspaceId, primary: false, revision: before.revision + 1, updatedAt: now };
}
