/** The one lookup that turns the hash of a token into who acts. Read on every request and kept nowhere, so that revoking works at once. */
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import type { Role, Scope } from '#core/access/scope.ts';
import { expandScopes, readTokenScopes } from '#core/token/scope-set.ts';
import type { TokenKind } from '#core/token/token.ts';
import { members, tokens, workspaces } from '../schema/control.ts';

/** `last_used_at` is to the minute: one row written per token and minute at most. */
const LAST_USED_STEP_MS = 60_000;

/** Whom a token acts for. */
export interface TokenHolder {
  tokenId: string;
  kind: TokenKind;
  name: string;
  /** Null for a machine. */
  userId: string | null;
  scopes: Scope[];
  allowedIps: string[];
  allowedHosts: string[];
  lastUsedAt: number | null;
  workspace: Workspace;
  role: Role;
}

/** The holder of a live token, or undefined: revoked, expired, rotated away, unknown, or its person is no longer a member. */
export async function holderOf(control: D1Database, hash: string, nowMs: number): Promise<TokenHolder | undefined> {
  const row = await drizzle(control)
    .select({ token: tokens, workspace: workspaces, role: members.role })
    .from(tokens)
    .innerJoin(workspaces, eq(workspaces.id, tokens.workspaceId))
    .leftJoin(members, and(eq(members.workspaceId, tokens.workspaceId), eq(members.userId, tokens.userId)))
    .where(
      and(
        or(eq(tokens.hash, hash), and(eq(tokens.previousHash, hash), gt(tokens.previousUntil, nowMs))),
        isNull(tokens.revokedAt),
      ),
    )
    .get();
  const role = row?.token.machineRole ?? row?.role;
  if (!row || !role || (row.token.expiresAt !== null && row.token.expiresAt <= nowMs)) return undefined;
  const { id: tokenId, kind, name, userId, allowedIps, allowedHosts, lastUsedAt } = row.token;
  const scopes = expandScopes(readTokenScopes(row.token.scopes));
  return { tokenId, kind, name, userId, scopes, allowedIps, allowedHosts, lastUsedAt, workspace: row.workspace, role };
}

/** Notes that a token was used. Does nothing when that was noted within the last minute. */
export async function touchToken(control: D1Database, holder: TokenHolder, nowMs: number): Promise<void> {
  if (holder.lastUsedAt !== null && nowMs - holder.lastUsedAt < LAST_USED_STEP_MS) return;
  await drizzle(control)
    .update(tokens)
    .set({ lastUsedAt: nowMs })
    .where(and(eq(tokens.id, holder.tokenId), or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, nowMs))))
    .run();
}
