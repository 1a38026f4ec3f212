/** The routes of webhooks. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  createWebhookSchema,
  deliverySchema,
  listDeliveriesSchema,
  testWebhookSchema,
  updateWebhookSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from '#core/webhook/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Webhooks'];
const id = z.string().min(1).max(64);
const params = z.object({ id });

export const listWebhooksRoute = createRoute({
  method: 'get',
  path: '/webhooks',
  operationId: 'listWebhooks',
  tags,
  ...needs('webhooks.read'),
  summary: 'List webhooks',
  description: 'Scope: `webhooks.read`. Oldest first.',
  responses: answers(200, 'All webhooks.', z.array(webhookSchema)),
});

export const createWebhookRoute = createRoute({
  method: 'post',
  path: '/webhooks',
  operationId: 'createWebhook',
  tags,
  ...needs('webhooks.write'),
  summary: 'Create a webhook',
  description:
    'Scope: `webhooks.write`. Each delivery is a POST of `{ id, event, createdAt, data }`, signed with the secret that this answer shows once: `Dub-Signature` is the hex HMAC-SHA-256 of the body, `Hopline-Signature: t=…,v1=…` that of `{t}.{body}`. Any 2xx within ten seconds is success; otherwise it is tried again over three days. The `id` of an event stays the same: use it to tell repeats.',
  request: jsonBody(createWebhookSchema),
  responses: answers(201, 'The webhook with its secret.', webhookWithSecretSchema),
});

export const getWebhookRoute = createRoute({
  method: 'get',
  path: '/webhooks/{id}',
  operationId: 'getWebhook',
  tags,
  ...needs('webhooks.read'),
  summary: 'Get one webhook',
  description: 'Scope: `webhooks.read`.',
  request: { params },
  responses: answers(200, 'The webhook.', webhookSchema),
});

export const updateWebhookRoute = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  operationId: 'updateWebhook',
  tags,
  ...needs('webhooks.write'),
  summary: 'Update a webhook',
  description: 'Scope: `webhooks.write`. Fields left out stay. Switching on again forgets earlier failures.',
  request: { params, ...jsonBody(updateWebhookSchema) },
  responses: answers(200, 'The webhook.', webhookSchema),
});

export const deleteWebhookRoute = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  operationId: 'deleteWebhook',
  tags,
  ...needs('webhooks.write'),
  summary: 'Delete a webhook',
  description: 'Scope: `webhooks.write`. With its deliveries, also those that still wait.',
  request: { params },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});

export const rotateWebhookSecretRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/secret',
  operationId: 'rotateWebhookSecret',
  tags,
  ...needs('webhooks.write'),
  summary: 'Make a new secret',
  description: 'Scope: `webhooks.write`. The old one ends at once.',
  request: { params },
  responses: answers(200, 'The webhook with its new secret.', webhookWithSecretSchema),
});

export const testWebhookRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  operationId: 'testWebhook',
  tags,
  ...needs('webhooks.write'),
  summary: 'Send an example',
  description: 'Scope: `webhooks.write`. Posts an example event now and answers what came of it.',
  request: { params, ...jsonBody(testWebhookSchema) },
  responses: answers(200, 'The delivery.', deliverySchema),
});

export const listDeliveriesRoute = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tags,
  ...needs('webhooks.read'),
  summary: 'List deliveries',
  description:
    'Scope: `webhooks.read`. Newest first. Finished ones are kept for seven days, at most 1 000 of each webhook.',
  request: { params, query: listDeliveriesSchema },
  responses: answers(200, 'A page of deliveries.', z.array(deliverySchema)),
});

export const replayDeliveryRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/deliveries/{deliveryId}/replay',
  operationId: 'replayWebhookDelivery',
  tags,
  ...needs('webhooks.write'),
  summary: 'Send a delivery again',
  description: 'Scope: `webhooks.write`. The same body, with the same event id, now.',
  request: { params: z.object({ id, deliveryId: id }) },
  responses: answers(200, 'The new delivery.', deliverySchema),
});
