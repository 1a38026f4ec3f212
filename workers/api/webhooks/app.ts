/** The webhook routes, each translating one request into one verb. */
import type { Context } from 'hono';
import { listDeliveries, replayDelivery, testWebhook } from '#core/webhook/deliveries.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  rotateSecret,
  updateWebhook,
} from '#core/webhook/manage.ts';
import type { WebhookContext } from '#core/webhook/ports.ts';
import { toWireDelivery, toWireWebhook } from '#core/webhook/present.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './routes.ts';
import { deliverContextOf, webhookContextOf } from './services.ts';

export const webhookApp = createRouter()
  .openapi(routes.listWebhooksRoute, async (c) => c.json((await listWebhooks(contextOf(c))).map(toWireWebhook), 200))
  .openapi(routes.createWebhookRoute, async (c) => {
    const { webhook, secret } = await createWebhook(contextOf(c), c.req.valid('json'));
    return c.json({ ...toWireWebhook(webhook), secret }, 201);
  })
  .openapi(routes.getWebhookRoute, async (c) =>
    c.json(toWireWebhook(await getWebhook(contextOf(c), c.req.valid('param').id)), 200),
  )
  .openapi(routes.updateWebhookRoute, async (c) =>
    c.json(toWireWebhook(await updateWebhook(contextOf(c), c.req.valid('param').id, c.req.valid('json'))), 200),
  )
  .openapi(routes.deleteWebhookRoute, async (c) => {
    const { id } = c.req.valid('param');
    await deleteWebhook(contextOf(c), id);
    return c.json({ id }, 200);
  })
  .openapi(routes.rotateWebhookSecretRoute, async (c) => {
    const { webhook, secret } = await rotateSecret(contextOf(c), c.req.valid('param').id);
    return c.json({ ...toWireWebhook(webhook), secret }, 200);
  })
  .openapi(routes.testWebhookRoute, async (c) => {
    const { trigger } = c.req.valid('json');
    const delivering = deliverContextOf(c.get('services'));
    return c.json(toWireDelivery(await testWebhook(contextOf(c), delivering, c.req.valid('param').id, trigger)), 200);
  })
  .openapi(routes.listDeliveriesRoute, async (c) => {
    const page = await listDeliveries(contextOf(c), c.req.valid('param').id, c.req.valid('query'));
    return c.json(page.map(toWireDelivery), 200);
  })
  .openapi(routes.replayDeliveryRoute, async (c) => {
    const { id, deliveryId } = c.req.valid('param');
    const delivering = deliverContextOf(c.get('services'));
    return c.json(toWireDelivery(await replayDelivery(contextOf(c), delivering, id, deliveryId)), 200);
  });

function contextOf(c: Context<ApiContext>): WebhookContext {
  return webhookContextOf(c.get('services'), actorOf(c));
}
