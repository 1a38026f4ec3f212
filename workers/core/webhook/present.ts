/** Shows webhooks and deliveries on the wire. */
import { isoDate } from '../schema/date.ts';
import type { Delivery, Webhook } from './webhook.ts';
import type { WireDelivery, WireWebhook } from './wire.ts';

export function toWireWebhook(webhook: Webhook): WireWebhook {
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    triggers: webhook.triggers,
    linkIds: webhook.linkIds,
    folderIds: webhook.folderIds,
    disabledAt: isoDate(webhook.disabledAt),
    consecutiveFailures: webhook.failures,
    createdAt: new Date(webhook.createdAt).toISOString(),
    updatedAt: new Date(webhook.updatedAt).toISOString(),
  };
}

export function toWireDelivery(delivery: Delivery): WireDelivery {
  return {
    id: delivery.id,
    webhookId: delivery.webhookId,
    eventId: delivery.eventId.split('#')[0] ?? delivery.eventId,
    event: delivery.event,
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.state === 'waiting' ? isoDate(delivery.nextAttemptAt) : null,
    status: delivery.status,
    error: delivery.error,
    response: delivery.response,
    tookMs: delivery.tookMs,
    body: delivery.body,
    createdAt: new Date(delivery.createdAt).toISOString(),
    updatedAt: new Date(delivery.updatedAt).toISOString(),
  };
}
