/** Gives a member another role. The owner's changes only by handing the workspace over. */
import { requireScope } from '../access/actor.ts';
import type { GivenRole } from '../access/permissions.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { changedMeanwhile, loadMember } from './load.ts';
import type { Member, MemberContext } from './ports.ts';

/** @returns the member as they are now. Throws `forbidden` for the owner. */
export async function changeRole(context: MemberContext, userId: string, role: GivenRole): Promise<Member> {
  const { actor, members, now } = context;
  requireScope(actor, 'members.write');
  const member = await loadMember(context, userId);
  if (member.role === 'owner')
    throw new AppError('forbidden', 'The owner stays the owner until the workspace is handed over to somebody else.');
  if (member.role === role) return member;
  const change = { before: { role: member.role }, after: { role } };
  const entry = auditEntry(actor, 'member.change_role', userId, change, now());
  if (!(await members.setRole(userId, member.role, role, entry))) throw changedMeanwhile();
  return { ...member, role };
}
