/** Customers of one workspace on its D1 shard. Every statement goes through `own()`, so none can be written without the workspace. */
import type { SQL } from 'drizzle-orm';
import { and, asc, between, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { leadClaimsOf } from '#core/conversion/claims.ts';
import type { Customer, CustomerChanges } from '#core/customer/customer.ts';
import type { CustomerFilter, CustomerPage, CustomerSort, CustomerStore, Taken } from '#core/customer/ports.ts';
import { conversions, customers } from '../schema/links.ts';
import { violatedColumn } from '../unique.ts';
import { auditChange } from './notes.ts';

/** As the indexes have them: who has not bought comes where the beginning of time would. */
const SORT_COLUMNS: Record<CustomerSort, SQL> = {
  createdAt: sql`${customers.createdAt}`,
  saleAmount: sql`${customers.saleAmount}`,
  firstSaleAt: sql`coalesce(${customers.firstSaleAt}, 0)`,
};

export class WorkspaceCustomers implements CustomerStore {
  readonly #workspaceId: string;
  readonly #db;

  /** @param shard the D1 link shard that the workspace lives on. */
  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A customer store needs a workspace');
    this.#workspaceId = workspaceId;
    this.#db = drizzle(shard);
  }

  byId(id: string): Promise<Customer | undefined> {
    return this.#first(eq(customers.id, id));
  }

  async byIds(ids: string[]): Promise<Customer[]> {
    if (ids.length === 0) return [];
    const wanted = inArray(customers.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`);
    return this.#db.select().from(customers).where(this.#own(wanted)).all();
  }

  byExternalId(externalId: string): Promise<Customer | undefined> {
    return this.#first(eq(customers.externalId, externalId));
  }

  async list(filter: CustomerFilter, page: CustomerPage): Promise<Customer[]> {
    // Walking backwards from a cursor reads against the list order, then turns the page round.
    const backwards = page.before !== undefined;
    const descending = (page.order === 'desc') !== backwards;
    const order = descending ? desc : asc;
    const column = SORT_COLUMNS[page.sort];
    const rows = await this.#db
      .select()
      .from(customers)
      .where(this.#own(...filterConditions(filter), beyond(page.after ?? page.before, page.sort, descending)))
      .orderBy(order(column), order(customers.id))
      .limit(page.limit)
      .offset(page.offset)
      .all();
    return backwards ? rows.toReversed() : rows;
  }

  async insert(customer: Customer): Promise<Customer> {
    this.#mine(customer);
    await this.#db
      .insert(customers)
      .values(customer)
      .onConflictDoNothing({ target: [customers.workspaceId, customers.externalId] })
      .run();
    const stored = await this.byExternalId(customer.externalId);
    if (!stored) throw new Error(`Customer ${customer.id} was removed while it was made`);
    return stored;
  }

  async update(
    id: string,
    changes: CustomerChanges,
    entry: AuditEntry,
    nowMs: number,
  ): Promise<Customer | Taken | undefined> {
    const db = this.#db;
    try {
      const [changed] = await db.batch([
        db
          .update(customers)
          .set({ ...changes, updatedAt: nowMs })
          .where(this.#own(eq(customers.id, id)))
          .returning(),
        auditChange(db, entry),
      ]);
      return changed[0];
    } catch (error) {
      const column = violatedColumn(error);
      if (column === 'customers.external_id') return { taken: 'externalId' };
      if (column === 'customers.stripe_customer_id') return { taken: 'stripeCustomerId' };
      throw error;
    }
  }

  async learn(id: string, changes: CustomerChanges, nowMs: number): Promise<void> {
    await this.#db
      .update(customers)
      .set({ ...changes, updatedAt: nowMs })
      .where(this.#own(eq(customers.id, id)))
      .run();
  }

  /** Claims on invoices stay: a paid invoice stays paid. So does what has yet to be counted. */
  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const db = this.#db;
    const [removed] = await db.batch([
      db
        .delete(customers)
        .where(this.#own(eq(customers.id, id)))
        .returning({ id: customers.id }),
      auditChange(db, entry),
      db
        .delete(conversions)
        .where(
          and(
            eq(conversions.workspaceId, this.#workspaceId),
            between(conversions.claim, leadClaimsOf(id), `${leadClaimsOf(id)}\u{10ffff}`),
            isNotNull(conversions.deliveredAt),
          ),
        ),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(customers.workspaceId, this.#workspaceId), ...conditions);
  }

  #first(...conditions: SQL[]): Promise<Customer | undefined> {
    return this.#db
      .select()
      .from(customers)
      .where(this.#own(...conditions))
      .limit(1)
      .get();
  }

  #mine(customer: Customer): void {
    if (customer.workspaceId !== this.#workspaceId)
      throw new Error(`Customer ${customer.id} does not belong to ${this.#workspaceId}`);
  }
}

function filterConditions({ email, externalId, search, country, linkId }: CustomerFilter): (SQL | undefined)[] {
  return [
    email === undefined ? undefined : eq(customers.email, email),
    externalId === undefined ? undefined : eq(customers.externalId, externalId),
    country === undefined ? undefined : eq(customers.country, country),
    linkId === undefined ? undefined : eq(customers.linkId, linkId),
    search === undefined ? undefined : searchCondition(search),
  ];
}

/** `instr` has no wildcards to escape. Folds ASCII case; other letters as they are. */
function searchCondition(search: string): SQL | undefined {
  const contains = (column: unknown) =>
    sql`(instr(lower(${column}), ${search.toLowerCase()}) > 0 OR instr(${column}, ${search}) > 0)`;
  return or(contains(customers.email), contains(customers.externalId), contains(customers.name));
}

/** Rows beyond the cursor in the direction that is read. */
function beyond(cursor: Customer | undefined, sort: CustomerSort, descending: boolean): SQL | undefined {
  if (!cursor) return undefined;
  const row = sql`(${SORT_COLUMNS[sort]}, ${customers.id})`;
  const at = sql`(${cursor[sort] ?? 0}, ${cursor.id})`;
  return descending ? sql`${row} < ${at}` : sql`${row} > ${at}`;
}
