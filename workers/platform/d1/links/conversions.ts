/** Accepted leads and sales of one workspace on its D1 shard, each with the claim that its repeats meet. */
import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import { drizzle } from 'drizzle-orm/d1';
import { isUnrepeatable } from '#core/conversion/claims.ts';
import type { Conversion, ConversionStore, KeptConversion } from '#core/conversion/ports.ts';
import { notAbsent } from '../move/absent.ts';
import { conversions, customers } from '../schema/links.ts';

type Row = typeof conversions.$inferSelect;

export class WorkspaceConversions implements ConversionStore {
  readonly #workspaceId: string;
  readonly #db: DrizzleD1Database;

  /** @param shard the D1 link shard that the workspace lives on. */
  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A conversion store needs a workspace');
    this.#workspaceId = workspaceId;
    this.#db = drizzle(shard);
  }

  async find(claim: string): Promise<KeptConversion | undefined> {
    const row = await this.#db.select().from(conversions).where(this.#claimed(claim)).get();
    return row && keptOf(row);
  }

  /** One batch is one transaction: who has the claim, whether it is the first sale, and what the customer adds up to. */
  async accept(conversion: Conversion, takenSince: number): Promise<KeptConversion> {
    if (conversion.event.workspaceId !== this.#workspaceId)
      throw new Error(`Conversion ${conversion.event.id} does not belong to ${this.#workspaceId}`);
    const db = this.#db;
    const [, , rows] = await db.batch([
      this.#insert(conversion, takenSince),
      this.#countOnCustomer(conversion),
      db.select().from(conversions).where(this.#claimed(conversion.claim)),
    ]);
    const [row] = rows;
    if (!row) throw new Error(`Conversion ${conversion.event.id} was not written`);
    return keptOf(row);
  }

  async delivered({ claim, event }: Conversion): Promise<void> {
    const ours = and(this.#claimed(claim), eq(conversions.eventId, event.id));
    if (isUnrepeatable(claim)) await this.#db.delete(conversions).where(ours).run();
    else await this.#db.update(conversions).set({ deliveredAt: Date.now() }).where(ours).run();
  }

  /** An older claim gives way only when its own events have been counted. */
  #insert({ claim, customerId, event, quantity }: Conversion, takenSince: number) {
    const fresh = {
      customerId,
      eventId: event.id,
      event,
      quantity,
      saleType: event.type === 'sale' ? this.#saleType(customerId) : sql`''`,
      deliveredAt: null,
      createdAt: event.ts,
    };
    return this.#db
      .insert(conversions)
      .values({ workspaceId: this.#workspaceId, claim, ...fresh })
      .onConflictDoUpdate({
        target: [conversions.workspaceId, conversions.claim],
        set: fresh,
        setWhere: sql`${lte(conversions.createdAt, takenSince)} AND ${isNotNull(conversions.deliveredAt)}`,
      });
  }

  #saleType(customerId: string) {
    const bought = sql`SELECT 1 FROM ${customers} WHERE ${customers.workspaceId} = ${this.#workspaceId} AND ${customers.id} = ${customerId} AND ${customers.sales} > 0`;
    return sql`CASE WHEN EXISTS (${bought}) THEN 'recurring' ELSE 'new' END`;
  }

  /** Only when the claim has become this event's in the statement before. */
  #countOnCustomer({ claim, customerId, event, quantity }: Conversion) {
    const isSale = event.type === 'sale';
    const added = isSale
      ? {
          sales: sql`${customers.sales} + 1`,
          saleAmount: sql`${customers.saleAmount} + ${event.amount}`,
          firstSaleAt: sql`coalesce(${customers.firstSaleAt}, ${event.ts})`,
        }
      : { leads: sql`${customers.leads} + ${quantity}` };
    const ours = sql`EXISTS (SELECT 1 FROM ${conversions} WHERE ${and(this.#claimed(claim), eq(conversions.eventId, event.id))})`;
    return this.#db
      .update(customers)
      .set({ ...added, updatedAt: event.ts })
      .where(and(eq(customers.workspaceId, this.#workspaceId), eq(customers.id, customerId), ours));
  }

  #claimed(claim: string) {
    return and(eq(conversions.workspaceId, this.#workspaceId), eq(conversions.claim, claim));
  }
}

/** The event as it is counted: which sale it was is known since it was accepted. */
function keptOf({ claim, customerId, event, quantity, saleType, deliveredAt }: Row): KeptConversion {
  return {
    claim,
    customerId,
    event: { ...event, saleType },
    quantity,
    saleType,
    delivered: deliveredAt !== null,
  };
}

/** Conversions of a whole shard that were accepted before a moment and not handed on, the oldest first: a cron's work. */
export async function undelivered(shard: D1Database, beforeMs: number, limit: number): Promise<KeptConversion[]> {
  const rows = await drizzle(shard)
    .select()
    .from(conversions)
    .where(and(sql`${conversions.deliveredAt} IS NULL`, lte(conversions.createdAt, beforeMs), notAbsent))
    .orderBy(conversions.createdAt)
    .limit(limit)
    .all();
  return rows.map(keptOf);
}
