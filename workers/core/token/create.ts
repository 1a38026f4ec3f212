/** Creates an API token. It can do at most what its creator can do at this moment, and never more later. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { newEntityId } from '../id/entity-id.ts';
import { parseDate } from '../schema/date.ts';
import { newToken } from './secret.ts';
import type { Token, TokenContext } from './token.ts';
import type { CreateTokenInput } from './wire.ts';

/** More live tokens than this cannot be looked after by people. */
export const MAX_TOKENS = 200;

/** @returns the stored token and, this once, the secret. */
export async function createToken(
  context: TokenContext,
  input: CreateTokenInput,
): Promise<{ token: Token; secret: string }> {
  requireScope(context.actor, 'tokens.write');
  const scopes = [...new Set(input.scopes)];
  for (const scope of scopes) requireScope(context.actor, scope);
  const now = context.now();
  const expiresAt = input.expiresAt ? parseDate('expiresAt', input.expiresAt) : null;
  if (expiresAt !== null && expiresAt <= now) throw refusal('expiresAt', 'must be in the future', input.expiresAt);
  if ((await context.tokens.count()) >= MAX_TOKENS)
    throw new AppError('forbidden', `A workspace can have ${MAX_TOKENS} tokens. Revoke one that is not used.`);

  const made = await newToken();
  const token: Token = {
    id: newEntityId('token', now),
    workspaceId: context.tokens.workspaceId,
    userId: context.actor.userId,
    name: input.name,
    hash: made.hash,
    start: made.start,
    scopes,
    expiresAt,
    lastUsedAt: null,
    createdAt: now,
  };
  await context.tokens.insert(
    token,
    auditEntry(context.actor, 'token.create', token.id, { after: { name: token.name, scopes, expiresAt } }, now),
  );
  return { token, secret: made.token };
}
