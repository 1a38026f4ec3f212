/** API tokens of one workspace in the control database. */
import type { SQL } from 'drizzle-orm';
import { and, count, desc, eq, isNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { readTokenScopes } from '#core/token/scope-set.ts';
import type { PreviousSecret, Token, TokenStore } from '#core/token/token.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, tokens } from '../schema/control.ts';

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
    return rows.map(toToken);
  }

  async find(id: string): Promise<Token | undefined> {
    const row = await this.#db
      .select()
      .from(tokens)
      .where(this.#live(eq(tokens.id, id)))
      .get();
    return row && toToken(row);
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(tokens).where(this.#live()).get();
    return row?.count ?? 0;
  }

  async insert(token: Token, entry: AuditEntry): Promise<void> {
    this.#mine(token);
    await this.#db.batch([
      this.#db.insert(tokens).values({ ...token, scopes: token.scopes.join(' ') }),
      this.#db.insert(auditLog).values(entry),
    ]);
  }

  async update(after: Token, entry: AuditEntry, previous?: PreviousSecret): Promise<boolean> {
    this.#mine(after);
    const { name, hash, start, publicKey, allowedIps, allowedHosts, expiresAt, revision } = after;
    const scopes = after.scopes.join(' ');
    const changes = { name, hash, start, publicKey, scopes, allowedIps, allowedHosts, expiresAt, revision };
    const [changed] = await this.#db.batch([
      this.#db
        .update(tokens)
        .set({ ...changes, ...(previous && { previousHash: previous.hash, previousUntil: previous.until }) })
        .where(this.#live(eq(tokens.id, after.id), eq(tokens.revision, revision - 1)))
        .returning({ id: tokens.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async revoke(id: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const [revoked] = await this.#db.batch([
      this.#db
        .update(tokens)
        .set({ revokedAt: nowMs })
        .where(this.#live(eq(tokens.id, id)))
        .returning({ id: tokens.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return revoked.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #live(...conditions: SQL[]): SQL | undefined {
    return and(eq(tokens.workspaceId, this.workspaceId), isNull(tokens.revokedAt), ...conditions);
  }

  #mine(token: Token): void {
    if (token.workspaceId !== this.workspaceId)
      throw new Error(`Token ${token.id} does not belong to ${this.workspaceId}`);
  }
}

function toToken(row: typeof tokens.$inferSelect): Token {
  const { previousHash: _hash, previousUntil: _until, revokedAt: _revoked, ...token } = row;
  return { ...token, scopes: readTokenScopes(row.scopes) };
}
