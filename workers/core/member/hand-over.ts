/** Hands the workspace over: another member becomes its owner, the old one stays as an admin. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { refusal } from '../error/refuse.ts';
import { ownershipMoved } from '../mail/letters.ts';
import { changedMeanwhile, loadMember } from './load.ts';
import type { MemberContext } from './ports.ts';

/** Tells both by mail. Throws `not_found` when the other is no member. */
export async function handOver(context: MemberContext, userId: string): Promise<void> {
  const { actor, members, post, now } = context;
  requireScope(actor, 'workspaces.delete');
  if (userId === actor.userId) throw refusal('userId', 'must be another member; you own the workspace already', userId);
  const next = await loadMember(context, userId);
  const change = { before: { owner: actor.userId }, after: { owner: userId } };
  const entry = auditEntry(actor, 'workspace.hand_over', actor.workspace.id, change, now());
  if (!(await members.handOver(actor.userId, next, entry))) throw changedMeanwhile();
  const letter = ownershipMoved({ workspace: actor.workspace.name, to: next.name });
  const before = await members.find(actor.userId);
  for (const email of [next.email, before?.email]) if (email !== undefined) post(email, letter);
}
