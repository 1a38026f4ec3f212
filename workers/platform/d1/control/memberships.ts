/** Which workspaces a person belongs to and owns, and the founding of new ones. */
import { and, asc, count, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { FirstWorkspaceStore } from '#core/workspace/create.ts';
import type { OwnedWorkspaces } from '#core/workspace/leave-all.ts';
import type { WorkspaceFounding } from '#core/workspace/ports.ts';
import type { DomainName, Membership } from '#core/workspace/present.ts';
import { auditLog, domains, members, workspaces } from '../schema/control.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';
import { violatedColumn } from '../unique.ts';

/** A person in more workspaces than this chooses by id. */
const MAX_MEMBERSHIPS = 100;

/** What a workspace begins without. */
const NOT_YET = { logo: null, deleteAt: null, quarantinedAt: null, quarantineReason: null };

export class Memberships implements FirstWorkspaceStore, WorkspaceFounding, OwnedWorkspaces {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  /** Oldest first: the first is the default. */
  ofPerson(userId: string): Promise<Membership[]> {
    return this.#db
      .select({ workspace: workspaces, role: members.role })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
      .where(eq(members.userId, userId))
      .orderBy(asc(members.createdAt), asc(members.workspaceId))
      .limit(MAX_MEMBERSHIPS)
      .all();
  }

  /** By id or slug. Undefined when the person is not a member, whether the workspace exists or not. */
  find(userId: string, idOrSlug: string): Promise<Membership | undefined> {
    return this.#db
      .select({ workspace: workspaces, role: members.role })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
      .where(and(eq(members.userId, userId), or(eq(workspaces.id, idOrSlug), eq(workspaces.slug, idOrSlug))))
      .get();
  }

  /** Domains by workspace, for workspaces the caller is known to belong to. */
  async domainsOf(workspaceIds: string[]): Promise<Map<string, DomainName[]>> {
    const named = new Map<string, DomainName[]>(workspaceIds.map((id) => [id, []]));
    if (workspaceIds.length === 0) return named;
    const rows = await this.#db
      .select({
        workspaceId: domains.workspaceId,
        slug: domains.slug,
        primary: domains.isPrimary,
        verified: domains.verified,
      })
      .from(domains)
      .where(
        and(
          inArray(domains.workspaceId, sql`(SELECT value FROM json_each(${JSON.stringify(workspaceIds)}))`),
          eq(domains.archived, false),
          isNull(domains.deletingAt),
        ),
      )
      .all();
    for (const { workspaceId, ...domain } of rows) named.get(workspaceId)?.push(domain);
    return named;
  }

  async create(workspace: Workspace, ownerId: string, entry: AuditEntry): Promise<boolean> {
    const { createdAt } = workspace;
    try {
      await this.#db.batch([
        this.#db.insert(workspaces).values(workspace),
        this.#db.insert(members).values({ workspaceId: workspace.id, userId: ownerId, role: 'owner', createdAt }),
        this.#db.insert(auditLog).values(entry),
      ]);
      return true;
    } catch (error) {
      if (violatedColumn(error) === 'workspaces.slug') return false;
      throw error;
    }
  }

  async owned(userId: string): Promise<number> {
    const row = await this.#db
      .select({ count: count() })
      .from(members)
      .where(and(eq(members.userId, userId), eq(members.role, 'owner')))
      .get();
    return row?.count ?? 0;
  }

  ownedBy(userId: string): Promise<{ workspace: Workspace; members: number }[]> {
    const all = sql<number>`(SELECT count(*) FROM members AS others WHERE others.workspace_id = ${workspaces.id})`;
    return this.#db
      .select({ workspace: workspaces, members: all })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
      .where(and(eq(members.userId, userId), eq(members.role, 'owner')))
      .all();
  }

  async scheduleDeletion(workspaceId: string, at: number): Promise<void> {
    await this.#db
      .update(workspaces)
      .set({ deleteAt: sql`coalesce(${workspaces.deleteAt}, ${at})`, updatedAt: sql`${workspaces.updatedAt} + 1` })
      .where(eq(workspaces.id, workspaceId))
      .run();
  }

  async createFirst(workspace: Workspace, ownerId: string): Promise<void> {
    const now = workspace.createdAt;
    const isNobodys = sql`NOT EXISTS (SELECT 1 FROM ${members} WHERE user_id = ${ownerId})`;
    await this.#db.batch([
      insertWhere(this.#db, workspaces, { ...NOT_YET, ...workspace }, isNobodys),
      insertWhenChanged(this.#db, members, {
        workspaceId: workspace.id,
        userId: ownerId,
        role: 'owner',
        createdAt: now,
      }),
    ]);
  }
}
