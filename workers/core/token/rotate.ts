/** Gives a token a new secret under the same id; the old one works for a while longer, so that programs can be changed over. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { requireGrantable, requireRoleWithin } from './grant.ts';
import { changedMeanwhile, loadToken } from './load.ts';
import { newToken } from './secret.ts';
import type { Token, TokenContext } from './token.ts';

/**
 * Whoever rotates learns a working secret, so they must be allowed everything it can do. A secret still in its grace from an
 * earlier rotation ends at once. Throws `not_found`, `forbidden`.
 */
export async function rotateToken(
  context: TokenContext,
  id: string,
  graceSeconds: number,
): Promise<{ token: Token; secret: string }> {
  requireScope(context.actor, 'tokens.write');
  const before = await loadToken(context, id);
  requireGrantable(context.actor, before.scopes);
  if (before.machineRole) requireRoleWithin(context.actor, before.machineRole);
  requireOwn(context, before);
  const now = context.now();
  const made = await newToken(before.kind);
  const after: Token = {
    ...before,
    hash: made.hash,
    start: made.start,
    publicKey: before.kind === 'publishable' ? made.token : null,
    revision: before.revision + 1,
  };
  const until = now + graceSeconds * 1_000;
  const entry = auditEntry(context.actor, 'token.rotate', id, { after: { graceSeconds } }, now);
  if (!(await context.tokens.update(after, entry, { hash: before.hash, until }))) throw changedMeanwhile();
  return { token: after, secret: made.token };
}

/** A secret that acts in another person's name is that person's to renew. */
function requireOwn({ actor }: TokenContext, token: Token): void {
  if (token.userId === null || token.userId === actor.userId) return;
  throw new AppError(
    'forbidden',
    'This token acts for another person: only that person can rotate it. You can revoke it.',
  );
}
