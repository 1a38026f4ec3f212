/** The log of a webhook's deliveries: reading it, sending one again, sending a test. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { deliver } from './deliver.ts';
import { newDelivery } from './dispatch.ts';
import type { WebhookEvent } from './event.ts';
import { getWebhook, loadWebhook } from './manage.ts';
import type { DeliverContext, WebhookContext } from './ports.ts';
import { sampleData } from './sample.ts';
import type { Delivery, Webhook, WebhookEventName } from './webhook.ts';
import type { ListDeliveriesQuery } from './wire.ts';

/** Throws `not_found`. */
export async function listDeliveries(
  context: WebhookContext,
  id: string,
  query: ListDeliveriesQuery,
): Promise<Delivery[]> {
  const webhook = await getWebhook(context, id);
  return context.deliveries.ofWebhook(webhook.id, {
    ...(query.state === undefined ? {} : { state: query.state }),
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  });
}

/** Posts the same body again, at once, as a delivery of its own. Throws `not_found`, `conflict` when the webhook is off. */
export async function replayDelivery(
  context: WebhookContext,
  delivering: DeliverContext,
  webhookId: string,
  deliveryId: string,
): Promise<Delivery> {
  requireScope(context.actor, 'webhooks.write');
  const webhook = await requireOn(context, webhookId);
  const old = await context.deliveries.find(deliveryId);
  if (!old || old.webhookId !== webhookId)
    throw new AppError('not_found', `No delivery "${deliveryId}" of this webhook. The log reaches seven days back.`);
  const now = context.now();
  const again = newDelivery(webhook, { id: old.eventId, event: old.event, createdAt: now, data: null }, now);
  // The receiver sees the same event id, and knows it; the log's own id differs so that both lines stay.
  return send(context, delivering, { ...again, body: old.body, eventId: `${old.eventId}#${again.id}` });
}

/** Posts an example of an event, at once. Throws `not_found`, `conflict` when the webhook is off. */
export async function testWebhook(
  context: WebhookContext,
  delivering: DeliverContext,
  id: string,
  event: WebhookEventName | undefined,
): Promise<Delivery> {
  requireScope(context.actor, 'webhooks.write');
  const webhook = await requireOn(context, id);
  const now = context.now();
  const name = event ?? webhook.triggers[0] ?? 'link.created';
  const sample: WebhookEvent = {
    id: `${newEntityId('event', now)}_test`,
    event: name,
    createdAt: now,
    data: sampleData(name, webhook.workspaceId, now),
  };
  return send(context, delivering, newDelivery(webhook, sample, now));
}

async function requireOn(context: WebhookContext, id: string): Promise<Webhook> {
  const webhook = await loadWebhook(context, id);
  if (webhook.disabledAt !== null)
    throw new AppError('conflict', 'This webhook is switched off. Switch it on first: PATCH with "disabled": false.');
  return webhook;
}

async function send(context: WebhookContext, delivering: DeliverContext, delivery: Delivery): Promise<Delivery> {
  await context.deliveries.insert([delivery]);
  await deliver(delivering, delivery.id);
  return (await context.deliveries.find(delivery.id)) ?? delivery;
}
