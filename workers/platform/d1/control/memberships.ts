/** Which workspaces a person belongs to, and the creation of the first one. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import type { FirstWorkspaceStore } from '#core/workspace/create.ts';
import type { DomainName, Membership } from '#core/workspace/present.ts';
import { domains, members, workspaces } from '../schema/control.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';

/** A person in more workspaces than this chooses by id. */
const MAX_MEMBERSHIPS = 100;

export class Memberships implements FirstWorkspaceStore {
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

  /** Undefined when the person is not a member, whether the workspace exists or not. */
  find(userId: string, workspaceId: string): Promise<Membership | undefined> {
    return this.#db
      .select({ workspace: workspaces, role: members.role })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
      .where(and(eq(members.userId, userId), eq(members.workspaceId, workspaceId)))
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

  async createFirst(workspace: Workspace, ownerId: string): Promise<void> {
    const now = workspace.createdAt;
    const isNobodys = sql`NOT EXISTS (SELECT 1 FROM ${members} WHERE user_id = ${ownerId})`;
    await this.#db.batch([
      insertWhere(this.#db, workspaces, { ...workspace, updatedAt: now }, isNobodys),
      insertWhenChanged(this.#db, members, {
        workspaceId: workspace.id,
        userId: ownerId,
        role: 'owner',
        createdAt: now,
      }),
    ]);
  }
}
