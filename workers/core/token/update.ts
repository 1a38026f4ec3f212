/** Changes a token: its name, what it may do, until when and from where. The secret stays. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { refusal } from '../error/refuse.ts';
import { requireRevision } from '../schema/revision.ts';
import { parseExpiry } from './create.ts';
import { describeDifference } from './describe.ts';
import { requireGrantable } from './grant.ts';
import { changedMeanwhile, loadToken } from './load.ts';
import { parseBlocks, parseHosts } from './place-limit.ts';
import type { Token, TokenContext } from './token.ts';
import type { UpdateTokenInput } from './wire.ts';

/** @param revision refuse unless the token is still at it (If-Match). Throws `not_found`, `precondition_failed`, `forbidden`. */
export async function updateToken(
  context: TokenContext,
  id: string,
  input: UpdateTokenInput,
  revision?: number,
): Promise<Token> {
  requireScope(context.actor, 'tokens.write');
  const before = await loadToken(context, id);
  requireRevision('token', before.revision, revision);
  const now = context.now();
  const after = { ...before, ...changesOf(context, before, input, now), revision: before.revision + 1 };
  const change = describeDifference(before, after);
  if (Object.keys(change.after).length === 0) return before;
  const entry = auditEntry(context.actor, 'token.update', id, change as Parameters<typeof auditEntry>[3], now);
  if (!(await context.tokens.update(after, entry))) throw changedMeanwhile();
  return after;
}

function changesOf({ actor }: TokenContext, before: Token, input: UpdateTokenInput, now: number): Partial<Token> {
  const isPublishable = before.kind === 'publishable';
  if (input.scopes !== undefined && isPublishable)
    throw refusal('scopes', 'of a publishable key cannot be changed', input.scopes);
  if (input.allowedIps?.length && isPublishable)
    throw refusal('allowedIps', 'does not suit a key used by visitors; use allowedHosts');
  if (input.allowedHosts?.length && !isPublishable)
    throw refusal('allowedHosts', 'belongs to publishable keys; use allowedIps for a secret token');
  const scopes = input.scopes && [...new Set(input.scopes)];
  // Only what is new has to be the giver's: taking scopes away needs no right to them.
  requireGrantable(actor, scopes?.filter((scope) => !before.scopes.includes(scope)) ?? []);
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(scopes && { scopes }),
    ...(input.expiresAt !== undefined && { expiresAt: parseExpiry(input.expiresAt, now) }),
    ...(input.allowedIps && { allowedIps: parseBlocks(input.allowedIps) }),
    ...(input.allowedHosts && { allowedHosts: parseHosts(input.allowedHosts) }),
  };
}
