/** Billing in the control database: the account of one workspace, and the book of the provider's events. */
import { and, eq, lt, ne, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type {
  BillingAccount,
  BillingAccountStore,
  BillingBook,
  BillingChange,
  BillingEvent,
} from '#core/billing/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, billingAccounts, billingEvents, workspaces } from '../schema/control.ts';

/** The provider repeats an event for three days, and lets people send one again for thirty. */
const KEEP_EVENTS_MS = 40 * 86_400_000;

export class WorkspaceBilling implements BillingAccountStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A billing store needs a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
  }

  read(): Promise<BillingAccount | undefined> {
    return this.#db.select().from(billingAccounts).where(eq(billingAccounts.workspaceId, this.#workspaceId)).get();
  }

  async open(customerId: string): Promise<string> {
    const row = { workspaceId: this.#workspaceId, customerId };
    await this.#db
      .insert(billingAccounts)
      .values(row)
      .onConflictDoNothing({ target: billingAccounts.workspaceId })
      .run();
    return (await this.read())?.customerId ?? customerId;
  }
}

export class D1BillingBook implements BillingBook {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  async isKnown(eventId: string): Promise<boolean> {
    const query = this.#db.select({ id: billingEvents.id }).from(billingEvents);
    return (await query.where(eq(billingEvents.id, eventId)).get()) !== undefined;
  }

  byCustomer(customerId: string): Promise<BillingAccount | undefined> {
    return this.#db.select().from(billingAccounts).where(eq(billingAccounts.customerId, customerId)).get();
  }

  async record(event: BillingEvent, change: BillingChange | undefined, nowMs: number): Promise<void> {
    const db = this.#db;
    const { id, type } = event;
    await db.batch([
      db.delete(billingEvents).where(lt(billingEvents.receivedAt, nowMs - KEEP_EVENTS_MS)),
      ...(change ? this.#changes(change, nowMs) : []),
      db.insert(billingEvents).values({ id, type, receivedAt: nowMs }).onConflictDoNothing(),
    ]);
  }

  /** Each statement depends on the one before it: an answer older than what is known changes nothing. */
  #changes({ workspaceId, subscription, plan, checkedAt, entry }: BillingChange, nowMs: number) {
    const db = this.#db;
    const { id: subscriptionId, status, periodEnd, cancelAtPeriodEnd } = subscription;
    const state = { subscriptionId, status, plan: subscription.plan, periodEnd, cancelAtPeriodEnd, checkedAt };
    return [
      db
        .update(billingAccounts)
        .set(state)
        .where(and(eq(billingAccounts.workspaceId, workspaceId), lt(billingAccounts.checkedAt, checkedAt))),
      db
        .update(workspaces)
        .set({ plan, updatedAt: nowMs })
        .where(and(eq(workspaces.id, workspaceId), ne(workspaces.plan, plan), sql`changes() > 0`)),
      insertWhenChanged(db, auditLog, entry),
    ];
  }
}
