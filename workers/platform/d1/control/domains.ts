/** Short domains of one workspace in the control database. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Domain } from '#core/domain/domain.ts';
import type { DomainStore } from '#core/link/ports.ts';
import { domains } from '../schema/control.ts';

/** A workspace with more domains than this needs paging first. */
const MAX_DOMAINS = 500;

export class WorkspaceDomains implements DomainStore {
  readonly #db;
  readonly #workspaceId: string;
  readonly #extraHosts: ReadonlySet<string>;
  #loaded: Promise<Domain[]> | undefined;

  /** @param extraHosts hosts that short domains answer under besides their own name. */
  constructor(control: D1Database, workspaceId: string, extraHosts: ReadonlySet<string>) {
    if (workspaceId === '') throw new Error('A domain store needs a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
    this.#extraHosts = extraHosts;
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
      .where(sql`${domains.slug} IN (SELECT value FROM json_each(${JSON.stringify(hosts)}))`)
      .all();
    const known = new Set(rows.map((row) => row.slug));
    return hosts.filter((host) => known.has(host) || this.#extraHosts.has(host));
  }

  async #read(): Promise<Domain[]> {
    const rows = await this.#db
      .select()
      .from(domains)
      .where(and(eq(domains.workspaceId, this.#workspaceId)))
      .orderBy(asc(domains.archived), desc(domains.isPrimary), asc(domains.createdAt))
      .limit(MAX_DOMAINS)
      .all();
    return rows.map(({ isPrimary, ...row }) => ({ ...row, primary: isPrimary }));
  }
}
