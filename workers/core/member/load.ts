/** Finds a member by id, for the verbs that change one. */
import { AppError } from '../error/app-error.ts';
import type { Member, MemberContext } from './ports.ts';

export async function loadMember({ members }: MemberContext, userId: string): Promise<Member> {
  const member = await members.find(userId);
  if (!member) throw new AppError('not_found', `Nobody with the id "${userId}" belongs to this workspace.`);
  return member;
}

export function changedMeanwhile(): AppError {
  return new AppError('conflict', 'Somebody else changed this membership at the same moment. Look again.');
}
