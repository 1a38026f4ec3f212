/** Makes a delivery of each event for each webhook that hears it. Safe to repeat: the same event is delivered once to a webhook. */
import { newEntityId } from '../id/entity-id.ts';
import { bodyOf, hears, type WebhookEvent } from './event.ts';
import type { DeliveryStore, Nudge, WebhookStore } from './ports.ts';
import type { Delivery, Webhook } from './webhook.ts';

export interface DispatchContext {
  webhooks: Pick<WebhookStore, 'all'>;
  deliveries: Pick<DeliveryStore, 'insert'>;
  nudge: Nudge;
  now(): number;
}

/**
 * Resolves when the deliveries are stored: from then on they are not lost. Throws when they could not be. `data` of an event is
 * what the reference names for it: the link; click and link; customer, click, link (and sale).
 * @returns how many deliveries are new.
 */
export async function dispatchEvents(context: DispatchContext, events: readonly WebhookEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const webhooks = await context.webhooks.all();
  const now = context.now();
  const deliveries = events.flatMap((event) =>
    webhooks.filter((webhook) => hears(webhook, event)).map((webhook) => newDelivery(webhook, event, now)),
  );
  if (deliveries.length === 0) return 0;
  const ids = await context.deliveries.insert(deliveries);
  // The nudge only saves waiting for the clock.
  if (ids.length > 0) await context.nudge(ids).catch(() => undefined);
  return ids.length;
}

export function newDelivery(webhook: Pick<Webhook, 'id' | 'workspaceId'>, event: WebhookEvent, now: number): Delivery {
  return {
    id: newEntityId('delivery', now),
    webhookId: webhook.id,
    workspaceId: webhook.workspaceId,
    eventId: event.id,
    event: event.event,
    body: bodyOf(event),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: now,
    status: null,
    error: null,
    response: null,
    tookMs: null,
    createdAt: now,
    updatedAt: now,
  };
}
