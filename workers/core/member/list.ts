/** Lists who belongs to the workspace. */
import { requireScope } from '../access/actor.ts';
import type { Member, MemberContext } from './ports.ts';

export async function listMembers({ actor, members }: Pick<MemberContext, 'actor' | 'members'>): Promise<Member[]> {
  requireScope(actor, 'members.read');
  return members.all();
}
