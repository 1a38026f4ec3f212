/** Comments on the links of one workspace. */
import type { SQL } from 'drizzle-orm';
import { and, asc, count, eq, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Comment, CommentStore } from '#core/comment/comment.ts';
import { auditChange } from '../links/notes.ts';
import { linkComments } from '../schema/labels.ts';

export class WorkspaceComments implements CommentStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A comment store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(shard);
  }

  byId(linkId: string, id: string): Promise<Comment | undefined> {
    return this.#db
      .select()
      .from(linkComments)
      .where(this.#on(linkId, eq(linkComments.id, id)))
      .get();
  }

  page(linkId: string, limit: number, after?: string): Promise<Comment[]> {
    const later =
      after === undefined
        ? undefined
        : sql`(${linkComments.createdAt}, ${linkComments.id}) >
            (SELECT created_at, id FROM link_comments WHERE id = ${after} AND workspace_id = ${this.workspaceId})`;
    return this.#db
      .select()
      .from(linkComments)
      .where(this.#on(linkId, later))
      .orderBy(asc(linkComments.createdAt), asc(linkComments.id))
      .limit(limit)
      .all();
  }

  async count(linkId: string): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(linkComments).where(this.#on(linkId)).get();
    return row?.count ?? 0;
  }

  async insert(comment: Comment, entry: AuditEntry): Promise<void> {
    if (comment.workspaceId !== this.workspaceId)
      throw new Error(`Comment ${comment.id} does not belong to ${this.workspaceId}`);
    await this.#db.batch([this.#db.insert(linkComments).values(comment), auditChange(this.#db, entry)]);
  }

  async edit({ id, linkId, body, editedAt }: Comment, entry: AuditEntry): Promise<boolean> {
    const [edited] = await this.#db.batch([
      this.#db
        .update(linkComments)
        .set({ body, editedAt })
        .where(this.#on(linkId, eq(linkComments.id, id)))
        .returning({ id: linkComments.id }),
      auditChange(this.#db, entry),
    ]);
    return edited.length > 0;
  }

  async remove({ id, linkId }: Comment, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(linkComments)
        .where(this.#on(linkId, or(eq(linkComments.id, id), eq(linkComments.parentId, id))))
        .returning({ id: linkComments.id }),
      auditChange(this.#db, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace and the link. */
  #on(linkId: string, condition?: SQL): SQL | undefined {
    return and(eq(linkComments.workspaceId, this.workspaceId), eq(linkComments.linkId, linkId), condition);
  }
}
