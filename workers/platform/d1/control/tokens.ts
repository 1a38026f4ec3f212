/** API tokens in the control database: the workspace's list, and the one lookup that turns a hash into who acts. */
import { and, count, desc, eq, isNull, lt, or } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import type { Role, Scope } from '#core/access/scope.ts';
import { isScope } from '#core/access/scope.ts';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Token, TokenStore } from '#core/token/token.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, members, tokens, workspaces } from '../schema/control.ts';

/** `last_used_at` is to the minute: one row written per token and minute at most. */
const LAST_USED_STEP_MS = 60_000;

export class WorkspaceTokens implements TokenStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A token store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  async all(): Promise<Token[]> {
    const rows = await this.#db
      .select()
      .from(tokens)
      .where(this.#live())
      .orderBy(desc(tokens.createdAt), desc(tokens.id))
      .all();
    return rows.map((row) => ({ ...row, scopes: readScopes(row.scopes) }));
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(tokens).where(this.#live()).get();
    return row?.count ?? 0;
  }

  async insert(token: Token, entry: AuditEntry): Promise<void> {
    if (token.workspaceId !== this.workspaceId)
      throw new Error(`Token ${token.id} does not belong to ${this.workspaceId}`);
    await this.#db.batch([
      this.#db.insert(tokens).values({ ...token, scopes: token.scopes.join(' ') }),
      this.#db.insert(auditLog).values(entry),
    ]);
  }

  async revoke(id: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const [revoked] = await this.#db.batch([
      this.#db
        .update(tokens)
        .set({ revokedAt: nowMs })
        .where(and(this.#live(), eq(tokens.id, id)))
        .returning({ id: tokens.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return revoked.length > 0;
  }

  #live() {
    return and(eq(tokens.workspaceId, this.workspaceId), isNull(tokens.revokedAt));
  }
}

/** Whom a token acts for. */
export interface TokenHolder {
  tokenId: string;
  userId: string;
  scopes: Scope[];
  lastUsedAt: number | null;
  workspace: Workspace;
  role: Role;
}

/** The holder of a live token, or undefined: revoked, expired, unknown, or its person is no longer a member. Read every time, so revoking works at once. */
export async function holderOf(control: D1Database, hash: string, nowMs: number): Promise<TokenHolder | undefined> {
  const row = await drizzle(control)
    .select({ token: tokens, workspace: workspaces, role: members.role })
    .from(tokens)
    .innerJoin(workspaces, eq(workspaces.id, tokens.workspaceId))
    .innerJoin(members, and(eq(members.workspaceId, tokens.workspaceId), eq(members.userId, tokens.userId)))
    .where(and(eq(tokens.hash, hash), isNull(tokens.revokedAt)))
    .get();
  if (!row || (row.token.expiresAt !== null && row.token.expiresAt <= nowMs)) return undefined;
  const { id: tokenId, userId, scopes, lastUsedAt } = row.token;
  return { tokenId, userId, scopes: readScopes(scopes), lastUsedAt, workspace: row.workspace, role: row.role };
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

/** Scopes that have left the list grant nothing. */
function readScopes(text: string): Scope[] {
  return text.split(' ').filter(isScope);
}
