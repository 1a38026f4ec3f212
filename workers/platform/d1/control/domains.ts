/** Short domains of one workspace in the control database. Every write goes through `#own()`, so none can be made without the workspace. */
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { type Domain, MAX_DOMAINS } from '#core/domain/domain.ts';
import type { OwnDomains } from '#core/domain/ports.ts';
import type { DomainStore } from '#core/link/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, domains } from '../schema/control.ts';
import { violatedColumn } from '../unique.ts';

export interface DomainNames {
  /** Hosts that short domains answer under besides their own name. */
  extraHosts: ReadonlySet<string>;
  /** Domains that every workspace may use. */
  shared: ReadonlySet<string>;
}

type Row = typeof domains.$inferSelect;

export class WorkspaceDomains implements DomainStore, OwnDomains {
  readonly workspaceId: string;
  readonly #db;
  readonly #names: DomainNames;
  #loaded: Promise<Domain[]> | undefined;

  constructor(control: D1Database, workspaceId: string, names: DomainNames) {
    if (workspaceId === '') throw new Error('A domain store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
    this.#names = names;
  }

  /** Read once per request: a bulk request asks for each of its links. */
  all(): Promise<Domain[]> {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async knownHosts(hosts: string[]): Promise<string[]> {
    if (hosts.length === 0) return [];
    const rows = await this.#db
      .select({ slug: domains.slug })
      .from(domains)
      .where(
        and(
          eq(domains.verified, true),
          sql`${domains.slug} IN (SELECT value FROM json_each(${JSON.stringify(hosts)}))`,
        ),
      )
      .all();
    const known = new Set(rows.map((row) => row.slug));
    return hosts.filter((host) => known.has(host) || this.#names.extraHosts.has(host));
  }

  async find(slug: string): Promise<Domain | undefined> {
    const row = await this.#db
      .select()
      .from(domains)
      .where(this.#own(eq(domains.slug, slug)))
      .get();
    return row && this.#domain(row);
  }

  async insert(domain: Domain, entry: AuditEntry): Promise<boolean> {
    if (domain.workspaceId !== this.workspaceId)
      throw new Error(`Domain ${domain.id} does not belong to ${this.workspaceId}`);
    const { primary, shared: _shared, own: _own, ...row } = domain;
    try {
      await this.#db.batch([
        this.#db.insert(domains).values({ ...row, isPrimary: primary }),
        insertWhenChanged(this.#db, auditLog, entry),
      ]);
      return true;
    } catch (error) {
      if (violatedColumn(error) !== undefined) return false;
      throw error;
    } finally {
      this.#loaded = undefined;
    }
  }

  async update(before: Domain, after: Domain, entry: AuditEntry): Promise<'written' | 'taken' | 'changed'> {
    const {
      id: _id,
      workspaceId: _workspaceId,
      createdAt: _createdAt,
      shared: _shared,
      own: _own,
      primary,
      ...changes
    } = after;
    try {
      const [written] = await this.#db.batch([
        this.#db
          .update(domains)
          .set({ ...changes, isPrimary: primary })
          .where(this.#at(before))
          .returning({ id: domains.id }),
        insertWhenChanged(this.#db, auditLog, entry),
      ]);
      return written.length > 0 ? 'written' : 'changed';
    } catch (error) {
      if (violatedColumn(error) !== undefined) return 'taken';
      throw error;
    } finally {
      this.#loaded = undefined;
    }
  }

  async makePrimary(domain: Domain, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const isUsable = sql`EXISTS (SELECT 1 FROM domains d WHERE d.id = ${domain.id} AND d.workspace_id = ${this.workspaceId}
      AND d.verified = 1 AND d.deleting_at IS NULL)`;
    const [changed] = await this.#db.batch([
      this.#db
        .update(domains)
        .set({ isPrimary: sql`(${domains.id} = ${domain.id})`, updatedAt: nowMs })
        .where(this.#own(isUsable, or(eq(domains.isPrimary, true), eq(domains.id, domain.id))))
        .returning({ id: domains.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    this.#loaded = undefined;
    return changed.length > 0;
  }

  async moveTo(domain: Domain, workspaceId: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const arrival: AuditEntry = { ...entry, id: `${entry.id}-to`, workspaceId };
    const db = this.#db;
    const [, moved] = await db.batch([
      // The receiver may have wanted the name, too, without proof of it.
      db
        .delete(domains)
        .where(and(eq(domains.workspaceId, workspaceId), eq(domains.slug, domain.slug), eq(domains.verified, false))),
      db
        .update(domains)
        .set({ workspaceId, isPrimary: false, revision: domain.revision + 1, updatedAt: nowMs })
        .where(this.#at(domain))
        .returning({ id: domains.id }),
      insertWhenChanged(db, auditLog, entry),
      insertWhenChanged(db, auditLog, arrival),
    ]);
    this.#loaded = undefined;
    return moved.length > 0;
  }

  async note(
    domain: Domain,
    note: Partial<Pick<Domain, 'checkedAt' | 'hostnameId' | 'hostnameStatus'>>,
  ): Promise<void> {
    await this.#db
      .update(domains)
      .set(note)
      .where(this.#own(eq(domains.id, domain.id)))
      .run();
  }

  async drop(domain: Domain): Promise<void> {
    await this.#db
      .delete(domains)
      .where(this.#own(eq(domains.id, domain.id), isNotNull(domains.deletingAt)))
      .run();
    this.#loaded = undefined;
  }

  /** The choke point of every write. */
  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(domains.workspaceId, this.workspaceId), ...conditions);
  }

  #at(domain: Domain): SQL | undefined {
    return this.#own(eq(domains.id, domain.id), eq(domains.revision, domain.revision), isNull(domains.deletingAt));
  }

  async #read(): Promise<Domain[]> {
    const isShared = and(eq(domains.verified, true), inArray(domains.slug, [...this.#names.shared]));
    const rows = await this.#db
      .select()
      .from(domains)
      .where(and(isNull(domains.deletingAt), or(eq(domains.workspaceId, this.workspaceId), isShared)))
      .orderBy(
        desc(eq(domains.workspaceId, this.workspaceId)),
        asc(domains.archived),
        desc(domains.isPrimary),
        asc(domains.createdAt),
      )
      .limit(MAX_DOMAINS)
      .all();
    return rows.map((row) => this.#domain(row));
  }

  #domain({ isPrimary, copiedRevision: _copied, ...row }: Row): Domain {
    const isOwn = row.workspaceId === this.workspaceId;
    return { ...row, primary: isPrimary && isOwn, shared: this.#names.shared.has(row.slug), own: isOwn };
  }
}
