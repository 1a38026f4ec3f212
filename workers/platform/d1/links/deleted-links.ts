/** Deleted links of one workspace, whole, for as long as they can be restored. */
import type { SQL } from 'drizzle-orm';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Link } from '#core/link/link.ts';
import type { DeletedLink } from '#core/link/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { deletedLinks } from '../schema/links.ts';
import { closedFolders, type Sight } from './sight.ts';

const COLUMNS = {
  link: deletedLinks.link,
  deletedAt: deletedLinks.deletedAt,
  deletedBy: deletedLinks.deletedBy,
};

export class DeletedLinks {
  readonly #db: DrizzleD1Database;
  readonly #workspaceId: string;
  readonly #sight: Sight;

  constructor(db: DrizzleD1Database, workspaceId: string, sight: Sight) {
    this.#db = db;
    this.#workspaceId = workspaceId;
    this.#sight = sight;
  }

  /** A statement for the batch that deletes the link. */
  keep(link: Link, entry: AuditEntry) {
    const values = {
      id: link.id,
      workspaceId: this.#workspaceId,
      link: JSON.stringify(link) as unknown as Link,
      folderId: link.folderId,
      deletedBy: entry.actor,
      deletedAt: entry.createdAt,
    };
    return insertWhenChanged(this.#db, deletedLinks, values);
  }

  byId(id: string): Promise<DeletedLink | undefined> {
    return this.#db
      .select(COLUMNS)
      .from(deletedLinks)
      .where(this.#own(eq(deletedLinks.id, id)))
      .get();
  }

  /** The newest deletions first. */
  page({ limit, before }: { limit: number; before?: { id: string; deletedAt: number } }): Promise<DeletedLink[]> {
    const row = sql`(${deletedLinks.deletedAt}, ${deletedLinks.id})`;
    return this.#db
      .select(COLUMNS)
      .from(deletedLinks)
      .where(this.#own(before && sql`${row} < (${before.deletedAt}, ${before.id})`))
      .orderBy(desc(deletedLinks.deletedAt), desc(deletedLinks.id))
      .limit(limit)
      .all();
  }

  #own(condition: SQL | undefined): SQL | undefined {
    const closed = closedFolders(this.#workspaceId, this.#sight);
    return and(
      eq(deletedLinks.workspaceId, this.#workspaceId),
      condition,
      closed && sql`(${deletedLinks.folderId} IS NULL OR ${deletedLinks.folderId} NOT IN ${closed})`,
    );
  }
}
