/** The routes of billing, each translating one request into one verb. */
import type { Context } from 'hono';
import type { BillingContext } from '#core/billing/ports.ts';
import { receiveEvent } from '#core/billing/receive-event.ts';
import { notConfigured, openPortal, readBilling, startCheckout } from '#core/billing/subscribe.ts';
import { D1BillingBook, WorkspaceBilling } from '#platform/d1/control/billing.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './routes.ts';

/** Page of the web app that people come back to. */
const RETURN_PATH = '/settings/billing';

export const billingApp = createRouter()
  .openapi(routes.billingRoute, async (c) => c.json(await readBilling(contextOf(c)), 200))
  .openapi(routes.checkoutRoute, async (c) =>
    c.json({ url: await startCheckout(contextOf(c), c.req.valid('json')) }, 200),
  )
  .openapi(routes.portalRoute, async (c) => c.json({ url: await openPortal(contextOf(c)) }, 200))
  .openapi(routes.billingEventRoute, async (c) => {
    const { billing: provider, config } = c.get('services');
    if (!provider) throw notConfigured();
    const event = await provider.readEvent(await c.req.text(), c.req.header('stripe-signature') ?? '');
    const book = new D1BillingBook(config.control);
    const context = { provider, book, unpaidPlan: config.defaultPlan, requestId: c.get('requestId'), now: Date.now };
    return c.json({ received: true as const, outcome: await receiveEvent(context, event) }, 200);
  });

function contextOf(c: Context<ApiContext>): BillingContext {
  const { billing: provider, config } = c.get('services');
  const actor = actorOf(c);
  const account = new WorkspaceBilling(config.control, actor.workspace.id);
  return { actor, account, provider, returnUrl: config.webUrl + RETURN_PATH };
}
