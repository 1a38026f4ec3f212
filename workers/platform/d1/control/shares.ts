/** Public pages in the control database: of one workspace, and by the key that anybody may ask for. */
import type { SQL } from 'drizzle-orm';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { type FindPublicShare, MAX_SHARES, type Share, type ShareStore } from '#core/share/share.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, workspaces } from '../schema/control.ts';
import { shares } from '../schema/reports.ts';

export class WorkspaceShares implements ShareStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A share store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  all(): Promise<Share[]> {
    return this.#db
      .select()
      .from(shares)
      .where(this.#mine())
      .orderBy(desc(shares.createdAt), desc(shares.id))
      .limit(MAX_SHARES)
      .all();
  }

  find(id: string): Promise<Share | undefined> {
    return this.#db
      .select()
      .from(shares)
      .where(this.#mine(eq(shares.id, id)))
      .get();
  }

  async insert(share: Share, entry: AuditEntry): Promise<void> {
    const row = { ...share, workspaceId: this.workspaceId };
    await this.#db.batch([this.#db.insert(shares).values(row), this.#db.insert(auditLog).values(entry)]);
  }

  async update({ id, ...after }: Share, entry: AuditEntry): Promise<boolean> {
    const { name, passwordHash, showConversions, expiresAt, updatedAt } = after;
    const [changed] = await this.#db.batch([
      this.#db
        .update(shares)
        .set({ name, passwordHash, showConversions, expiresAt, updatedAt })
        .where(this.#mine(eq(shares.id, id)))
        .returning({ id: shares.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(shares)
        .where(this.#mine(eq(shares.id, id)))
        .returning({ id: shares.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #mine(...conditions: SQL[]): SQL | undefined {
    return and(eq(shares.workspaceId, this.workspaceId), ...conditions);
  }
}

export function publicShares(control: D1Database): FindPublicShare {
  return async (key) => {
    const row = await drizzle(control)
      .select({ share: shares, workspace: workspaces })
      .from(shares)
      .innerJoin(workspaces, eq(workspaces.id, shares.workspaceId))
      .where(and(eq(shares.key, key), isNull(workspaces.deleteAt)))
      .get();
    return row;
  };
}
