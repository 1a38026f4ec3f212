/** Links of one workspace on its D1 shard. Every statement goes through `own()`, so none can be written without the workspace. */
import type { SQL } from 'drizzle-orm';
import { and, asc, count, desc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Link } from '#core/link/link.ts';
import type { InsertOutcome, LinkFilter, LinkPage, LinkStore, Name, UpdateOutcome } from '#core/link/ports.ts';
import type { LinkChange } from '#core/webhook/link-events.ts';
import { links, pendingCopies } from '../schema/links.ts';
import { violatedColumn } from '../unique.ts';
import { cursorCondition, filterConditions, inJson } from './conditions.ts';
import { auditChange, noteCopies } from './notes.ts';
import { newsOf, type WantedChanges } from './outbox.ts';

const GROUP_COLUMNS = { domain: links.domain, userId: links.userId, folderId: links.folderId } as const;
/** Values of one grouping; a workspace has far fewer domains, people or folders. */
const MAX_GROUPS = 1_000;

export class WorkspaceLinks implements LinkStore {
  readonly workspaceId: string;
  readonly #db;
  readonly #askWanted: WantedChanges | undefined;
  #wanted: Promise<ReadonlySet<string>> | undefined;

  /**
   * @param shard the D1 link shard that the workspace lives on.
   * @param wanted which changes webhooks hear of; nobody hears of changes made without it.
   */
  constructor(shard: D1Database, workspaceId: string, wanted?: WantedChanges) {
    if (workspaceId === '') throw new Error('A link store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(shard);
    this.#askWanted = wanted;
  }

  byId(id: string): Promise<Link | undefined> {
    return this.#first(eq(links.id, id));
  }

  byIds(ids: string[]): Promise<Link[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.#db
      .select()
      .from(links)
      .where(this.#own(inJson(ids)))
      .all();
  }

  byExternalId(externalId: string): Promise<Link | undefined> {
    return this.#first(eq(links.externalId, externalId));
  }

  byName(domain: string, key: string): Promise<Link | undefined> {
    return this.#first(eq(links.domain, domain), eq(links.key, key));
  }

  byUrl(url: string): Promise<Link | undefined> {
    return this.#first(eq(links.url, url));
  }

  async list(filter: LinkFilter, page: LinkPage): Promise<Link[]> {
    // Walking backwards from a cursor reads against the list order, then turns the page round.
    const backwards = page.before !== undefined;
    const descending = (page.order === 'desc') !== backwards;
    const order = descending ? desc : asc;
    const rows = await this.#db
      .select()
      .from(links)
      .where(this.#own(...filterConditions(filter), cursorCondition(page.after ?? page.before, descending)))
      .orderBy(order(links.createdAt), order(links.id))
      .limit(page.limit)
      .offset(page.offset)
      .all();
    return backwards ? rows.toReversed() : rows;
  }

  async count(filter: LinkFilter): Promise<number> {
    const row = await this.#db
      .select({ count: count() })
      .from(links)
      .where(this.#own(...filterConditions(filter)))
      .get();
    return row?.count ?? 0;
  }

  countBy(filter: LinkFilter, column: keyof typeof GROUP_COLUMNS): Promise<{ value: string | null; count: number }[]> {
    const value = GROUP_COLUMNS[column];
    return this.#db
      .select({ value, count: count() })
      .from(links)
      .where(this.#own(...filterConditions(filter)))
      .groupBy(value)
      .orderBy(desc(count()))
      .limit(MAX_GROUPS)
      .all();
  }

  async insert(link: Link, entry: AuditEntry): Promise<InsertOutcome> {
    this.#mine(link);
    try {
      await this.#db.batch([
        this.#db.insert(links).values(link),
        noteCopies(this.#db, link, link.revision, link.updatedAt),
        auditChange(this.#db, entry),
        ...(await this.#news('link.created', link, entry)),
      ]);
      return 'written';
    } catch (error) {
      return takenOrThrow(error);
    }
  }

  async update(before: Link, after: Link, entry: AuditEntry): Promise<UpdateOutcome> {
    this.#mine(before);
    this.#mine(after);
    const { id: _id, workspaceId: _workspaceId, userId: _userId, createdAt: _createdAt, ...changes } = after;
    const renamed = before.domain !== after.domain || before.key !== after.key;
    const db = this.#db;
    try {
      const [changed] = await db.batch([
        db
          .update(links)
          .set(changes)
          .where(this.#own(eq(links.id, before.id), eq(links.revision, before.revision)))
          .returning({ id: links.id }),
        noteCopies(db, after, after.revision, after.updatedAt),
        ...(renamed ? [noteCopies(db, { ...after, domain: before.domain, key: before.key }, 0, after.updatedAt)] : []),
        auditChange(db, entry),
        ...(await this.#news('link.updated', after, entry)),
      ]);
      return changed.length > 0 ? 'written' : 'changed-meanwhile';
    } catch (error) {
      return takenOrThrow(error);
    }
  }

  async remove(link: Link, entry: AuditEntry): Promise<boolean> {
    this.#mine(link);
    const db = this.#db;
    const [removed] = await db.batch([
      db
        .delete(links)
        .where(this.#own(eq(links.id, link.id), eq(links.revision, link.revision)))
        .returning({ id: links.id }),
      noteCopies(db, link, 0, entry.createdAt),
      auditChange(db, entry),
      ...(await this.#news('link.deleted', link, entry)),
    ]);
    return removed.length > 0;
  }

  async settle(name: Name, linkId: string, revision: number): Promise<void> {
    await this.#db
      .delete(pendingCopies)
      .where(
        and(
          eq(pendingCopies.workspaceId, this.workspaceId),
          eq(pendingCopies.domain, name.domain),
          eq(pendingCopies.key, name.key),
          eq(pendingCopies.linkId, linkId),
          eq(pendingCopies.revision, revision),
        ),
      )
      .run();
  }

  /** In the batch of the change: what was changed is told, what was not is not. */
  async #news(event: LinkChange, link: Link, entry: AuditEntry) {
    this.#wanted ??= this.#askWanted?.();
    return (await this.#wanted)?.has(event) ? [newsOf(this.#db, event, link, entry.createdAt)] : [];
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(links.workspaceId, this.workspaceId), ...conditions);
  }

  #first(...conditions: SQL[]): Promise<Link | undefined> {
    return this.#db
      .select()
      .from(links)
      .where(this.#own(...conditions))
      .limit(1)
      .get();
  }

  #mine(link: Link): void {
    if (link.workspaceId !== this.workspaceId)
      throw new Error(`Link ${link.id} does not belong to ${this.workspaceId}`);
  }
}

function takenOrThrow(error: unknown): 'external-id-taken' | 'name-taken' {
  const column = violatedColumn(error);
  if (column === 'links.external_id') return 'external-id-taken';
  if (column === 'links.key') return 'name-taken';
  throw error;
}
