/** Revokes a token: the next request with it is refused. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { noSuchToken } from './load.ts';
import type { TokenContext } from './token.ts';

/** Throws `not_found` when the workspace has no live token of this id. */
export async function revokeToken(context: TokenContext, id: string): Promise<void> {
  requireScope(context.actor, 'tokens.write');
  const now = context.now();
  const revoked = await context.tokens.revoke(id, now, auditEntry(context.actor, 'token.revoke', id, {}, now));
  if (!revoked) throw noSuchToken(id);
}
