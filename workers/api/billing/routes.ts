/** The routes of billing. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { billingSchema, checkoutSchema, receivedSchema, redirectSchema } from '#core/billing/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Plans and billing'];

export const billingRoute = createRoute({
  method: 'get',
  path: '/billing',
  operationId: 'getBilling',
  tags,
  ...needs('billing.read'),
  summary: 'The subscription of the workspace',
  description: 'Scope: `billing.read`.',
  responses: answers(200, 'Plan and subscription.', billingSchema),
});

export const checkoutRoute = createRoute({
  method: 'post',
  path: '/billing/checkout',
  operationId: 'startCheckout',
  tags,
  ...needs('billing.write'),
  summary: 'Buy a plan',
  description:
    'Scope: `billing.write`. Answers with the address of the payment provider’s page. The plan changes when the provider confirms. 403 where billing is not configured, 409 when there is a subscription.',
  request: jsonBody(checkoutSchema),
  responses: answers(200, 'Where to pay.', redirectSchema),
});

export const portalRoute = createRoute({
  method: 'post',
  path: '/billing/portal',
  operationId: 'openBillingPortal',
  tags,
  ...needs('billing.write'),
  [READS_FIELD]: true,
  summary: 'Change or end the subscription',
  description:
    'Scope: `billing.write`. Answers with the address of the provider’s page for cards, invoices and cancelling.',
  responses: answers(200, 'Where to change it.', redirectSchema),
});

export const billingEventRoute = createRoute({
  method: 'post',
  path: '/billing/events',
  operationId: 'receiveBillingEvent',
  tags,
  summary: 'For the payment provider',
  description:
    'Stripe sends its webhooks here. The body is believed only with a valid `Stripe-Signature`, and each event is applied once.',
  request: { headers: z.object({ 'stripe-signature': z.string().max(1_000).optional() }) },
  responses: answers(200, 'Taken.', receivedSchema),
});
