/** What a workspace uses of its plan: from its link shard, the control database and its ledger. */
import { and, count, eq, isNull, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { type Counted, monthOf, type UsageCounter } from '#core/plan/usage.ts';
import { domains, members } from '../schema/control.ts';
import { folders, tags } from '../schema/labels.ts';
import { linkUsage } from '../schema/links.ts';

export interface UsageStores {
  control: D1Database;
  /** The workspace's own. */
  linkShard: D1Database;
  ledger: Pick<LedgerRpc, 'acceptedByDay'>;
}

export class WorkspaceUsage implements UsageCounter {
  readonly #stores: UsageStores;
  readonly #workspaceId: string;
  readonly #now: () => number;

  constructor(stores: UsageStores, workspaceId: string, now: () => number) {
    if (workspaceId === '') throw new Error('A usage counter needs a workspace');
    this.#stores = stores;
    this.#workspaceId = workspaceId;
    this.#now = now;
  }

  count(thing: Counted): Promise<number> {
    const counters: Record<Counted, () => Promise<number>> = {
      links: () => this.#links(),
      events: () => this.#events(),
      domains: () => this.#rows(domains, isNull(domains.deletingAt)),
      members: () => this.#rows(members),
      tags: () => this.#labels(tags),
      folders: () => this.#labels(folders),
    };
    return counters[thing]();
  }

  async #links(): Promise<number> {
    const row = await drizzle(this.#stores.linkShard)
      .select({ created: linkUsage.created })
      .from(linkUsage)
      .where(and(eq(linkUsage.workspaceId, this.#workspaceId), eq(linkUsage.month, monthOf(this.#now()).name)))
      .get();
    return row?.created ?? 0;
  }

  async #events(): Promise<number> {
    const { ledger } = this.#stores;
    return eventsOfMonth(await ledger.acceptedByDay(this.#workspaceId), this.#now());
  }

  async #rows(table: typeof domains | typeof members, isCounted?: SQL): Promise<number> {
    const row = await drizzle(this.#stores.control)
      .select({ count: count() })
      .from(table)
      .where(and(eq(table.workspaceId, this.#workspaceId), isCounted))
      .get();
    return row?.count ?? 0;
  }

  async #labels(table: typeof tags | typeof folders): Promise<number> {
    const row = await drizzle(this.#stores.linkShard)
      .select({ count: count() })
      .from(table)
      .where(and(eq(table.workspaceId, this.#workspaceId), isNull(table.deletedAt)))
      .get();
    return row?.count ?? 0;
  }
}

/** @param byDay `YYYY-MM-DD` → accepted events. */
export function eventsOfMonth(byDay: Readonly<Record<string, number>>, nowMs: number): number {
  const { name } = monthOf(nowMs);
  return Object.entries(byDay).reduce((sum, [day, events]) => (day.startsWith(name) ? sum + events : sum), 0);
}
