/** Webhooks and deliveries of one workspace in the control database. */
import { and, asc, desc, eq, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { DeliveryPage, DeliveryStore, WebhookStore } from '#core/webhook/ports.ts';
import {
  type Delivery,
  MAX_WEBHOOKS,
  type Webhook,
  WEBHOOK_EVENTS,
  type WebhookEventName,
} from '#core/webhook/webhook.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog } from '../schema/control.ts';
import { webhookDeliveries, webhooks } from '../schema/webhooks.ts';

/** A row has 15 values, and D1 binds a hundred per statement. */
const ROWS_PER_INSERT = 6;
/** Statements of one batch. */
const MAX_STATEMENTS = 50;

export class WorkspaceWebhooks implements WebhookStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A webhook store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  async all(): Promise<Webhook[]> {
    const rows = await this.#db
      .select()
      .from(webhooks)
      .where(this.#own())
      .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
      .limit(MAX_WEBHOOKS)
      .all();
    return rows.map(readWebhook);
  }

  async find(id: string): Promise<Webhook | undefined> {
    const row = await this.#db
      .select()
      .from(webhooks)
      .where(this.#own(eq(webhooks.id, id)))
      .get();
    return row && readWebhook(row);
  }

  async insert(webhook: Webhook, entry: AuditEntry): Promise<void> {
    this.#mine(webhook);
    await this.#db.batch([
      this.#db.insert(webhooks).values({ ...webhook, triggers: webhook.triggers.join(' ') }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
  }

  async update(webhook: Webhook, entry: AuditEntry): Promise<boolean> {
    this.#mine(webhook);
    const { id, workspaceId: _workspaceId, createdAt: _createdAt, triggers, ...changes } = webhook;
    const [changed] = await this.#db.batch([
      this.#db
        .update(webhooks)
        .set({ ...changes, triggers: triggers.join(' ') })
        .where(this.#own(eq(webhooks.id, id)))
        .returning({ id: webhooks.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const db = this.#db;
    const [removed] = await db.batch([
      db
        .delete(webhooks)
        .where(this.#own(eq(webhooks.id, id)))
        .returning({ id: webhooks.id }),
      insertWhenChanged(db, auditLog, entry),
      db
        .delete(webhookDeliveries)
        .where(and(eq(webhookDeliveries.workspaceId, this.workspaceId), eq(webhookDeliveries.webhookId, id))),
    ]);
    return removed.length > 0;
  }

  #own(...conditions: SQL[]): SQL | undefined {
    return and(eq(webhooks.workspaceId, this.workspaceId), ...conditions);
  }

  #mine(webhook: Webhook): void {
    if (webhook.workspaceId !== this.workspaceId)
      throw new Error(`Webhook ${webhook.id} does not belong to ${this.workspaceId}`);
  }
}

export class WorkspaceDeliveries implements DeliveryStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A delivery store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  async insert(deliveries: Delivery[]): Promise<string[]> {
    if (deliveries.some(({ workspaceId }) => workspaceId !== this.workspaceId))
      throw new Error(`A delivery does not belong to ${this.workspaceId}`);
    const inserted: string[] = [];
    for (let start = 0; start < deliveries.length; start += ROWS_PER_INSERT * MAX_STATEMENTS) {
      const part = deliveries.slice(start, start + ROWS_PER_INSERT * MAX_STATEMENTS);
      const statements = chunksOf(part, ROWS_PER_INSERT).map((rows) =>
        this.#db.insert(webhookDeliveries).values(rows).onConflictDoNothing().returning({ id: webhookDeliveries.id }),
      );
      const [first, ...others] = statements;
      if (first) inserted.push(...(await this.#db.batch([first, ...others])).flat().map(({ id }) => id));
    }
    return inserted;
  }

  find(id: string): Promise<Delivery | undefined> {
    return this.#db
      .select()
      .from(webhookDeliveries)
      .where(this.#own(eq(webhookDeliveries.id, id)))
      .get();
  }

  ofWebhook(webhookId: string, { state, limit, offset }: DeliveryPage): Promise<Delivery[]> {
    return this.#db
      .select()
      .from(webhookDeliveries)
      .where(
        this.#own(
          eq(webhookDeliveries.webhookId, webhookId),
          ...(state === undefined ? [] : [eq(webhookDeliveries.state, state)]),
        ),
      )
      .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
      .limit(limit)
      .offset(offset)
      .all();
  }

  #own(...conditions: SQL[]): SQL | undefined {
    return and(eq(webhookDeliveries.workspaceId, this.workspaceId), ...conditions);
  }
}

/** Events that have left the list are heard no more. */
export function readWebhook(row: typeof webhooks.$inferSelect): Webhook {
  const triggers = row.triggers
    .split(' ')
    .filter((name): name is WebhookEventName => (WEBHOOK_EVENTS as readonly string[]).includes(name));
  return { ...row, triggers };
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Events that a webhook of the workspace wants to hear of, read when asked. */
export function wantedChanges(control: D1Database, workspaceId: string): () => Promise<ReadonlySet<string>> {
  const own = new WorkspaceWebhooks(control, workspaceId);
  return async () =>
    new Set((await own.all()).filter(({ disabledAt }) => disabledAt === null).flatMap(({ triggers }) => triggers));
}
