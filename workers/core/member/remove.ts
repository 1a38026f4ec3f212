/** Takes a member out of the workspace, or lets them leave. Their tokens of this workspace stop with it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { changedMeanwhile, loadMember } from './load.ts';
import type { MemberContext } from './ports.ts';

/** Throws `forbidden` for the owner. */
export async function removeMember(context: MemberContext, userId: string): Promise<void> {
  const { actor, members, now } = context;
  requireScope(actor, 'members.write');
  const { role, email } = await loadMember(context, userId);
  if (role === 'owner') throw new AppError('forbidden', 'The owner cannot be removed.');
  const entry = auditEntry(actor, 'member.remove', userId, { before: { role, email } }, now());
  if (!(await members.remove(userId, role, entry))) throw changedMeanwhile();
}

/** Anybody may leave but the owner. */
export async function leaveWorkspace({ actor, members, now }: MemberContext): Promise<void> {
  requireScope(actor, 'workspaces.read');
  if (actor.role === 'owner')
    throw new AppError('forbidden', 'You own this workspace. Hand it over to somebody else first, or delete it.');
  const entry = auditEntry(actor, 'member.leave', actor.userId, { before: { role: actor.role } }, now());
  if (!(await members.remove(actor.userId, actor.role, entry))) throw changedMeanwhile();
}
