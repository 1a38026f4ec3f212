/** Members of one workspace in the control database. */
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { GivenRole, Role } from '#core/access/permissions.ts';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Member, MemberStore } from '#core/member/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { user } from '../schema/accounts.ts';
import { auditLog, members, tokens } from '../schema/control.ts';

/** More people than this need paging first. */
const MAX_MEMBERS = 1_000;

const COLUMNS = {
  userId: members.userId,
  name: user.name,
  email: user.email,
  image: user.image,
  role: members.role,
  createdAt: members.createdAt,
};

export class WorkspaceMembers implements MemberStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A member store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  all(): Promise<Member[]> {
    return this.#select()
      .where(this.#own())
      .orderBy(sql`${members.role} <> 'owner'`, asc(members.createdAt), asc(members.userId))
      .limit(MAX_MEMBERS)
      .all();
  }

  find(userId: string): Promise<Member | undefined> {
    return this.#select().where(this.#own(userId)).get();
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(members).where(this.#own()).get();
    return row?.count ?? 0;
  }

  async setRole(userId: string, from: Role, to: GivenRole, entry: AuditEntry): Promise<boolean> {
    const [changed] = await this.#db.batch([
      this.#db
        .update(members)
        .set({ role: to })
        .where(and(this.#own(userId), eq(members.role, from)))
        .returning({ userId: members.userId }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(userId: string, role: Role, entry: AuditEntry): Promise<boolean> {
    const db = this.#db;
    const [removed] = await db.batch([
      db
        .delete(members)
        .where(and(this.#own(userId), eq(members.role, role)))
        .returning({ userId: members.userId }),
      insertWhenChanged(db, auditLog, entry),
      // For good: were the person invited again, old tokens must not come back with them.
      db
        .update(tokens)
        .set({ revokedAt: entry.createdAt })
        .where(
          and(
            eq(tokens.workspaceId, this.workspaceId),
            eq(tokens.userId, userId),
            isNull(tokens.revokedAt),
            sql`NOT EXISTS (SELECT 1 FROM ${members} WHERE workspace_id = ${this.workspaceId} AND user_id = ${userId})`,
          ),
        ),
    ]);
    return removed.length > 0;
  }

  /** One batch is one transaction: an owner steps down only if the other is there to take over. */
  async handOver(ownerId: string, to: Pick<Member, 'userId' | 'role'>, entry: AuditEntry): Promise<boolean> {
    const db = this.#db;
    const takesOver = sql`EXISTS (SELECT 1 FROM ${members} WHERE workspace_id = ${this.workspaceId} AND user_id = ${to.userId} AND role = ${to.role})`;
    const [, changed] = await db.batch([
      db
        .update(members)
        .set({ role: 'admin' })
        .where(and(this.#own(ownerId), eq(members.role, 'owner'), takesOver)),
      db
        .update(members)
        .set({ role: 'owner' })
        .where(and(this.#own(to.userId), eq(members.role, to.role), sql`changes() > 0`))
        .returning({ userId: members.userId }),
      insertWhenChanged(db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  #select() {
    return this.#db.select(COLUMNS).from(members).innerJoin(user, eq(user.id, members.userId));
  }

  #own(userId?: string) {
    return and(
      eq(members.workspaceId, this.workspaceId),
      userId === undefined ? undefined : eq(members.userId, userId),
    );
  }
}
