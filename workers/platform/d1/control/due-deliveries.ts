/** Deliveries across workspaces: what is due, who has taken it, what came of it, and how long it is remembered. */
import { and, asc, eq, isNull, lte, ne, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AttemptOutcome, DueDeliveries } from '#core/webhook/ports.ts';
import type { Delivery, Webhook, WebhookEventName } from '#core/webhook/webhook.ts';
import { webhookDeliveries as deliveries, webhooks } from '../schema/webhooks.ts';
import { readWebhook } from './webhooks.ts';

/** Lines of the log that are kept for each webhook, besides what still waits. */
const MAX_LOGGED = 1_000;
/** Rows deleted by one statement: D1 must stay quick for others. */
const PURGE_ROWS = 5_000;

export class D1DueDeliveries implements DueDeliveries {
  readonly #control: D1Database;
  readonly #db;

  constructor(control: D1Database) {
    this.#control = control;
    this.#db = drizzle(control);
  }

  async due(nowMs: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.state, 'waiting'), lte(deliveries.nextAttemptAt, nowMs)))
      .orderBy(asc(deliveries.nextAttemptAt))
      .limit(limit)
      .all();
    return rows.map(({ id }) => id);
  }

  async claim(
    id: string,
    nowMs: number,
    leaseMs: number,
  ): Promise<{ delivery: Delivery; webhook: Webhook } | undefined> {
    const [delivery] = await this.#db
      .update(deliveries)
      .set({ attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: nowMs + leaseMs, updatedAt: nowMs })
      .where(and(eq(deliveries.id, id), eq(deliveries.state, 'waiting'), lte(deliveries.nextAttemptAt, nowMs)))
      .returning();
    if (!delivery) return undefined;
    const row = await this.#db
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.id, delivery.webhookId), eq(webhooks.workspaceId, delivery.workspaceId)))
      .get();
    return row && { delivery, webhook: readWebhook(row) };
  }

  async finish(delivery: Delivery, outcome: AttemptOutcome, nowMs: number): Promise<void> {
    await this.#db
      .update(deliveries)
      .set({ ...outcome, updatedAt: nowMs })
      .where(and(eq(deliveries.id, delivery.id), eq(deliveries.attempts, delivery.attempts)))
      .run();
  }

  async score(
    webhookId: string,
    ok: boolean,
    nowMs: number,
  ): Promise<{ failures: number; failingSince: number | null }> {
    const failed = {
      failures: sql`${webhooks.failures} + 1`,
      failingSince: sql`coalesce(${webhooks.failingSince}, ${nowMs})`,
    };
    const [row] = await this.#db
      .update(webhooks)
      .set(ok ? { failures: 0, failingSince: null } : failed)
      .where(and(eq(webhooks.id, webhookId), ...(ok ? [ne(webhooks.failures, 0)] : [])))
      .returning({ failures: webhooks.failures, failingSince: webhooks.failingSince });
    return row ?? { failures: 0, failingSince: null };
  }

  async disable(webhookId: string, nowMs: number): Promise<void> {
    await this.#db
      .update(webhooks)
      .set({ disabledAt: nowMs, updatedAt: nowMs })
      .where(and(eq(webhooks.id, webhookId), isNull(webhooks.disabledAt)))
      .run();
  }

  /** Forgets what ended before a moment, and of busy webhooks all but the newest. @returns how many lines. */
  async forget(beforeMs: number): Promise<number> {
    const old = `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries
      WHERE state <> 'waiting' AND updated_at < ?1 LIMIT ${PURGE_ROWS})`;
    const beyond = `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER
      (PARTITION BY webhook_id ORDER BY created_at DESC) AS place FROM webhook_deliveries WHERE state <> 'waiting')
      WHERE place > ${MAX_LOGGED} LIMIT ${PURGE_ROWS})`;
    const results = await this.#control.batch([
      this.#control.prepare(old).bind(beforeMs),
      this.#control.prepare(beyond),
    ]);
    return results.reduce((sum, { meta }) => sum + meta.changes, 0);
  }

  /** Workspaces with a webhook that hears this event. */
  async listening(event: WebhookEventName): Promise<string[]> {
    const rows = await this.#db
      .selectDistinct({ workspaceId: webhooks.workspaceId })
      .from(webhooks)
      .where(and(isNull(webhooks.disabledAt), sql`instr(' ' || ${webhooks.triggers} || ' ', ${` ${event} `}) > 0`))
      .all();
    return rows.map(({ workspaceId }) => workspaceId);
  }
}
