/** Links of one workspace on its D1 shard. Every statement goes through `own()`, so none can be written without the workspace. */
import type { SQL } from 'drizzle-orm';
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Link } from '#core/link/link.ts';
import type {
  Cursor,
  DeletedLink,
  InsertOutcome,
  LinkFilter,
  LinkGroup,
  LinkPage,
  LinkSort,
  LinkStore,
  Name,
  UpdateOutcome,
} from '#core/link/ports.ts';
import { normalUrl, urlHash } from '#core/link/url-hash.ts';
import type { LinkChange } from '#core/webhook/link-events.ts';
import { requireHome } from '../move/absent.ts';
import { deletedLinks, links, pendingCopies } from '../schema/links.ts';
import { violatedColumn } from '../unique.ts';
import { hashed, inJson } from './conditions.ts';
import { DeletedLinks } from './deleted-links.ts';
import { LinkLists } from './link-lists.ts';
import { auditChange, noteCopies } from './notes.ts';
import { newsOf, type WantedChanges } from './outbox.ts';
import { type Sight, withinSight } from './sight.ts';

/** What a link is; the other columns are for finding and sorting. */
const {
  urlHash: _urlHash,
  position: _position,
  clicks: _clicks,
  lastClickedAt: _lastClickedAt,
  saleAmount: _saleAmount,
  countedAt: _countedAt,
  ...LINK
} = getTableColumns(links);
/** Links with one hash: more can only be meant to collide. */
const MAX_SAME_HASH = 200;

export interface LinkStoreOptions {
  /** Which of the links can be seen; jobs see all of them. */
  sight?: Sight;
  /** Which changes webhooks hear of; nobody hears of changes made without it. */
  wanted?: WantedChanges;
}

export class WorkspaceLinks implements LinkStore {
  readonly workspaceId: string;
  readonly #shard: D1Database;
  readonly #db;
  readonly #sight: Sight;
  readonly #lists: LinkLists;
  readonly #deleted: DeletedLinks;
  readonly #askWanted: WantedChanges | undefined;
  #wanted: Promise<ReadonlySet<string>> | undefined;

  /** @param shard the D1 link shard that the workspace lives on. */
  constructor(shard: D1Database, workspaceId: string, { sight = 'everything', wanted }: LinkStoreOptions = {}) {
    if (workspaceId === '') throw new Error('A link store needs a workspace');
    this.workspaceId = workspaceId;
    this.#shard = shard;
    this.#db = drizzle(shard);
    this.#sight = sight;
    this.#lists = new LinkLists(this.#db, workspaceId, sight);
    this.#deleted = new DeletedLinks(this.#db, workspaceId, sight);
    this.#askWanted = wanted;
  }

  /** Who takes a link for gone may give its name away: on a shard that the workspace has left that must not be said. */
  async byId(id: string): Promise<Link | undefined> {
    const found = await this.#first(eq(links.id, id));
    if (!found) await requireHome(this.#shard, this.workspaceId);
    return found;
  }

  byIds(ids: string[]): Promise<Link[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.#db
      .select(LINK)
      .from(links)
      .where(this.#ownById(inJson(ids)))
      .all();
  }

  byExternalId(externalId: string): Promise<Link | undefined> {
    return this.#first(eq(links.externalId, externalId));
  }

  byName(domain: string, key: string): Promise<Link | undefined> {
    return this.#first(eq(links.domain, domain), eq(links.key, key));
  }

  byUrl(url: string): Promise<Link | undefined> {
    return this.#first(hashed(url), eq(links.url, url));
  }

  async sameDestination(url: string, limit: number): Promise<Link[]> {
    const found = await this.#db
      .select(LINK)
      .from(links)
      .where(this.#own(hashed(url)))
      .orderBy(desc(links.createdAt), desc(links.id))
      .limit(MAX_SAME_HASH)
      .all();
    const normal = normalUrl(url);
    return found.filter((link) => normalUrl(link.url) === normal).slice(0, limit);
  }

  async list(filter: LinkFilter, page: LinkPage): Promise<Link[]> {
    const ids = await this.#lists.ids(filter, page);
    const found = new Map((await this.byIds(ids)).map((link) => [link.id, link]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  ids(filter: LinkFilter, page: LinkPage): Promise<string[]> {
    return this.#lists.ids(filter, page);
  }

  labelled(kind: 'folder' | 'tag', limit: number): Promise<{ id: string; labels: string[] }[]> {
    return this.#lists.labelled(kind, limit);
  }

  cursor(id: string, sort: LinkSort): Promise<Cursor | undefined> {
    return this.#lists.cursor(id, sort);
  }

  count(filter: LinkFilter): Promise<number> {
    return this.#lists.count(filter);
  }

  countBy(filter: LinkFilter, column: LinkGroup): Promise<{ value: string | null; count: number }[]> {
    return this.#lists.countBy(filter, column);
  }

  hiddenIds(limit: number): Promise<string[]> {
    return this.#lists.hiddenIds(limit);
  }

  async place(ids: string[], entry: AuditEntry): Promise<void> {
    const order = JSON.stringify(ids);
    const db = this.#db;
    await db.batch([
      db
        .update(links)
        .set({ position: 0 })
        .where(this.#own(sql`${links.archived} IN (0, 1) AND ${links.position} > 0`)),
      db
        .update(links)
        .set({ position: sql`${ids.length} - (SELECT key FROM json_each(${order}) WHERE value = ${links.id})` })
        .where(this.#ownById(inJson(ids))),
      auditChange(db, entry),
    ]);
  }

  async insert(link: Link, entry: AuditEntry): Promise<InsertOutcome> {
    this.#mine(link);
    try {
      await this.#db.batch([
        this.#db.insert(links).values(row(link)),
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
    const { id: _id, workspaceId: _workspaceId, userId: _userId, createdAt: _createdAt, ...changes } = row(after);
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
      this.#deleted.keep(link, entry),
      ...(await this.#news('link.deleted', link, entry)),
    ]);
    return removed.length > 0;
  }

  deleted(id: string): Promise<DeletedLink | undefined> {
    return this.#deleted.byId(id);
  }

  deletedPage(page: { limit: number; before?: { id: string; deletedAt: number } }): Promise<DeletedLink[]> {
    return this.#deleted.page(page);
  }

  async restore(link: Link, entry: AuditEntry): Promise<InsertOutcome> {
    this.#mine(link);
    const db = this.#db;
    try {
      await db.batch([
        db.insert(links).values(row(link)),
        noteCopies(db, link, link.revision, link.updatedAt),
        auditChange(db, entry),
        ...(await this.#news('link.created', link, entry)),
        db
          .delete(deletedLinks)
          .where(and(eq(deletedLinks.workspaceId, this.workspaceId), eq(deletedLinks.id, link.id))),
      ]);
      return 'written';
    } catch (error) {
      return takenOrThrow(error);
    }
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

  /** The choke point: every condition of this store is and-ed with the workspace, and with what the person may see. */
  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(links.workspaceId, this.workspaceId), ...conditions, withinSight(this.workspaceId, this.#sight));
  }

  /** Same; the plus keeps the planner from reading the workspace's every link to find a few by id. */
  #ownById(condition: SQL): SQL | undefined {
    return and(sql`+${links.workspaceId} = ${this.workspaceId}`, condition, withinSight(this.workspaceId, this.#sight));
  }

  #first(...conditions: (SQL | undefined)[]): Promise<Link | undefined> {
    return this.#db
      .select(LINK)
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

function row(link: Link) {
  return { ...link, urlHash: urlHash(link.url) };
}

function takenOrThrow(error: unknown): 'external-id-taken' | 'name-taken' {
  const column = violatedColumn(error);
  if (column === 'links.external_id') return 'external-id-taken';
  if (column === 'links.key') return 'name-taken';
  throw error;
}
