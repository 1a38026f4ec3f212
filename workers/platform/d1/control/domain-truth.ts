/** Domains across workspaces: what a name serves, who holds it, and which rows still have something to be done. */
import { and, asc, eq, isNotNull, isNull, lt, ne, not, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { DomainTruth } from '#core/domain/ports.ts';
import { toDomainRecord } from '#core/route/domain-record.ts';
import { domains } from '../schema/control.ts';

export interface DomainName {
  slug: string;
  workspaceId: string;
}

const NAME = { slug: domains.slug, workspaceId: domains.workspaceId };

export class D1DomainTruth implements DomainTruth {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  async record(slug: string): Promise<string | undefined> {
    const row = await this.#db
      .select()
      .from(domains)
      .where(and(eq(domains.slug, slug), eq(domains.verified, true)))
      .get();
    return row && JSON.stringify(toDomainRecord(row));
  }

  async holder(slug: string): Promise<{ workspaceId: string; isLeaving: boolean } | undefined> {
    const row = await this.#db
      .select({ workspaceId: domains.workspaceId, deletingAt: domains.deletingAt })
      .from(domains)
      .where(and(eq(domains.slug, slug), or(eq(domains.verified, true), isNotNull(domains.deletingAt))))
      .get();
    return row && { workspaceId: row.workspaceId, isLeaving: row.deletingAt !== null };
  }

  /** The picture for a name's QR codes. */
  async logo(slug: string): Promise<string | undefined> {
    const row = await this.#db
      .select({ logo: domains.logo })
      .from(domains)
      .where(and(eq(domains.slug, slug), eq(domains.verified, true)))
      .get();
    return row?.logo ?? undefined;
  }

  /** What does not serve needs no copy, so it is settled with whatever does. */
  async settle(slug: string, record: string | undefined): Promise<void> {
    const rows = await this.#db.select().from(domains).where(eq(domains.slug, slug)).all();
    for (const row of rows) {
      if (row.verified && JSON.stringify(toDomainRecord(row)) !== record) continue;
      await this.#db
        .update(domains)
        .set({ copiedRevision: row.revision })
        .where(and(eq(domains.id, row.id), eq(domains.revision, row.revision)))
        .run();
    }
  }

  /** Names whose copy is behind since before a moment (Unix ms), oldest first. */
  async uncopied(beforeMs: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .select({ slug: domains.slug })
      .from(domains)
      .where(and(ne(domains.copiedRevision, domains.revision), lt(domains.updatedAt, beforeMs)))
      .orderBy(asc(domains.updatedAt))
      .limit(limit)
      .all();
    return [...new Set(rows.map((row) => row.slug))];
  }

  /** Domains whose links are still being removed; those of a workspace that is over go with it. */
  leaving(nowMs: number, limit: number): Promise<DomainName[]> {
    const isOver = sql`EXISTS (SELECT 1 FROM workspaces w WHERE w.id = ${domains.workspaceId} AND w.delete_at <= ${nowMs})`;
    return this.#db
      .select(NAME)
      .from(domains)
      .where(and(isNotNull(domains.deletingAt), not(isOver)))
      .orderBy(asc(domains.deletingAt))
      .limit(limit)
      .all();
  }

  /** Unproven domains added after `addedAfterMs` and last checked before `checkedBeforeMs`, the longest unchecked first. */
  unproven(addedAfterMs: number, checkedBeforeMs: number, limit: number): Promise<DomainName[]> {
    return this.#db
      .select(NAME)
      .from(domains)
      .where(
        and(
          eq(domains.verified, false),
          isNull(domains.deletingAt),
          lt(domains.checkedAt, checkedBeforeMs),
          sql`${domains.createdAt} > ${addedAfterMs}`,
        ),
      )
      .orderBy(asc(domains.checkedAt))
      .limit(limit)
      .all();
  }

  /** Proven names after a name, for the comparison of copies. */
  async provenAfter(slug: string, limit: number): Promise<string[]> {
    const rows = await this.#db
      .select({ slug: domains.slug })
      .from(domains)
      .where(and(eq(domains.verified, true), sql`${domains.slug} > ${slug}`))
      .orderBy(asc(domains.slug))
      .limit(limit)
      .all();
    return rows.map((row) => row.slug);
  }
}
