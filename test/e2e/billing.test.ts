/** Plans are bought, changed and lost through the payment provider's own library, on both sides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp } from '../support/person.ts';
import { SECRET_KEY, signedEvent, StripeServer, WEBHOOK_SECRET } from '../support/stripe.ts';
import { TestStack } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';

const PRICES = { pro: { month: 'price_pro_m', year: 'price_pro_y' }, business: { month: 'price_biz_m' } };
const VARS = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_PRICES', 'STRIPE_API_URL'];

let stripe: StripeServer;
let stack: TestStack;
let events = 0;

beforeAll(async () => {
  stripe = await StripeServer.start();
  process.env['STRIPE_SECRET_KEY'] = SECRET_KEY;
  process.env['STRIPE_WEBHOOK_SECRET'] = WEBHOOK_SECRET;
  process.env['STRIPE_PRICES'] = JSON.stringify(PRICES);
  process.env['STRIPE_API_URL'] = stripe.url;
  stack = await TestStack.start();
});
afterAll(async () => {
  for (const name of VARS) delete process.env[name];
  await stack?.stop();
  await stripe?.stop();
});

async function deliver(payload: string, signature: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
  const answer = await fetch(`${stack.apiUrl}/billing/events`, { method: 'POST', headers, body: payload });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Says that something about the subscription has changed. */
async function tell(subscriptionId: string, type = 'customer.subscription.updated', id = `evt_${++events}`) {
  const { payload, signature } = await signedEvent(id, type, { id: subscriptionId, object: 'subscription' });
  return deliver(payload, signature);
}

/** A workspace that has gone through the checkout. */
async function customer(): Promise<{ tenant: Tenant; customerId: string }> {
  const tenant = await stack.seedTenant({ plan: 'free' });
  expect((await stack.api(tenant)('POST', '/billing/checkout', { plan: 'pro' })).status).toBe(200);
  return { tenant, customerId: `cus_${tenant.workspaceId}` };
}

const billingOf = async (tenant: Tenant) => (await stack.api(tenant)<Record<string, unknown>>('GET', '/billing')).body;

describe('a checkout', () => {
  it('leads to the provider’s page, for the right price, workspace and customer', async () => {
    const tenant = await stack.seedTenant({ plan: 'free' });
    const { status, body } = await stack.api(tenant)('POST', '/billing/checkout', { plan: 'pro', interval: 'year' });
    expect([status, body]).toEqual([200, { url: `${stripe.url}/pay/cs_1` }]);
    const [made, session] = stripe.asked.slice(-2);
    expect(made).toMatchObject({
      path: '/v1/customers',
      idempotencyKey: `hopline-customer-${tenant.workspaceId}`,
      authorization: `Bearer ${SECRET_KEY}`,
    });
    expect(Object.fromEntries(session!.form)).toMatchObject({
      mode: 'subscription',
      customer: `cus_${tenant.workspaceId}`,
      client_reference_id: tenant.workspaceId,
      'line_items[0][price]': 'price_pro_y',
      'subscription_data[metadata][workspaceId]': tenant.workspaceId,
      success_url: `${stack.webUrl}/settings/billing?checkout=done`,
    });
    const { headers } = await stack.api(tenant)('POST', '/billing/checkout', { plan: 'pro' });
    const log = await stack.api(tenant)<{ requestId: string }[]>('GET', '/audit-log');
    expect(log.body.map(({ requestId }) => requestId)).toContain(headers.get('x-request-id'));
    expect(
      stripe.asked.filter(
        ({ path, form }) => path === '/v1/customers' && form.get('metadata[workspaceId]') === tenant.workspaceId,
      ),
    ).toHaveLength(1);
  });

  it('is refused for what is not sold, for those who may not pay, and tells nothing when the provider fails', async () => {
    const tenant = await stack.seedTenant();
    const call = stack.api(tenant);
    expect((await call('POST', '/billing/checkout', { plan: 'business', interval: 'year' })).status).toBe(422);
    expect((await call('POST', '/billing/checkout', { plan: 'free' })).status).toBe(422);
    expect((await call('POST', '/billing/portal')).status).toBe(404);
    const editor = await stack.seedTenant({ role: 'editor' });
    expect((await stack.api(editor)('POST', '/billing/checkout', { plan: 'pro' })).status).toBe(403);
    stripe.isDown = true;
    const { status, body } = await call('POST', '/billing/checkout', { plan: 'pro' });
    stripe.isDown = false;
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});

describe('an event of the provider', () => {
  it('gives the plan that is paid for, and takes it back when it no longer is', async () => {
    const { tenant, customerId } = await customer();
    stripe.subscriptions.set('sub_1', { customer: customerId, status: 'active', price: 'price_pro_m' });
    const { payload, signature } = await signedEvent('evt_first', 'checkout.session.completed', {
      object: 'checkout.session',
      subscription: 'sub_1',
    });
    expect(await deliver(payload, signature)).toEqual({ status: 200, body: { received: true, outcome: 'applied' } });
    expect(await billingOf(tenant)).toMatchObject({
      plan: 'pro',
      status: 'active',
      periodEnd: '2027-01-15T08:00:00.000Z',
    });
    expect((await stack.api(tenant)('POST', '/billing/checkout', { plan: 'business' })).status).toBe(409);
    expect((await stack.api(tenant)('POST', '/billing/portal')).body).toEqual({
      url: `${stripe.url}/portal/${customerId}`,
    });

    stripe.subscriptions.set('sub_1', {
      customer: customerId,
      status: 'active',
      price: 'price_biz_m',
      cancelAtPeriodEnd: true,
    });
    await tell('sub_1');
    expect(await billingOf(tenant)).toMatchObject({ plan: 'business', cancelAtPeriodEnd: true });
    stripe.subscriptions.set('sub_1', { customer: customerId, status: 'past_due', price: 'price_biz_m' });
    await tell('sub_1');
    expect(await billingOf(tenant)).toMatchObject({ plan: 'business', status: 'past_due' });
    stripe.subscriptions.set('sub_1', { customer: customerId, status: 'canceled', price: 'price_biz_m' });
    await tell('sub_1', 'customer.subscription.deleted');
    // A local stack's workspaces begin with the largest plan; that is where one without a subscription returns to.
    expect(await billingOf(tenant)).toMatchObject({ plan: 'enterprise', status: 'canceled' });
  });

  it('is applied once, in whatever order and however often it comes', async () => {
    const { tenant, customerId } = await customer();
    stripe.subscriptions.set('sub_2', { customer: customerId, status: 'active', price: 'price_pro_m' });
    expect((await tell('sub_2', 'customer.subscription.created', 'evt_twice')).body).toMatchObject({
      outcome: 'applied',
    });
    const asked = stripe.asked.length;
    expect((await tell('sub_2', 'customer.subscription.created', 'evt_twice')).body).toMatchObject({
      outcome: 'repeated',
    });
    expect(stripe.asked).toHaveLength(asked);
    // The end of an older subscription, told late, does not end the new one.
    stripe.subscriptions.set('sub_old', { customer: customerId, status: 'canceled', price: 'price_biz_m' });
    expect((await tell('sub_old', 'customer.subscription.deleted')).body).toMatchObject({ outcome: 'not ours' });
    expect(await billingOf(tenant)).toMatchObject({ plan: 'pro', status: 'active' });
  });

  it('is taken again when it could not be applied', async () => {
    const { tenant, customerId } = await customer();
    stripe.subscriptions.set('sub_3', { customer: customerId, status: 'active', price: 'price_of_nothing_here' });
    expect((await tell('sub_3', 'customer.subscription.created', 'evt_retry')).status).toBe(500);
    stripe.subscriptions.set('sub_3', { customer: customerId, status: 'active', price: 'price_pro_m' });
    expect((await tell('sub_3', 'customer.subscription.created', 'evt_retry')).body).toMatchObject({
      outcome: 'applied',
    });
    expect(await billingOf(tenant)).toMatchObject({ plan: 'pro' });
  });
});

describe('a workspace that is deleted', () => {
  it('is not charged again, and not deleted while the provider cannot be told so', async () => {
    const { workspaceId, call } = await signUp(stack);
    expect((await call('POST', '/billing/checkout', { plan: 'pro' })).status).toBe(200);
    stripe.subscriptions.set('sub_last', { customer: `cus_${workspaceId}`, status: 'active', price: 'price_pro_m' });
    await tell('sub_last');
    stripe.isDown = true;
    const refused = await call('DELETE', `/workspaces/${workspaceId}`);
    stripe.isDown = false;
    expect(refused.status).toBe(503);
    expect((await call('GET', `/workspaces/${workspaceId}`)).body).toMatchObject({ deleteAt: null, plan: 'pro' });
    expect((await call('DELETE', `/workspaces/${workspaceId}`)).status).toBe(200);
    expect(stripe.subscriptions.get('sub_last')).toMatchObject({ cancelAtPeriodEnd: true });
  });
});

describe('what is not the provider’s word about ours', () => {
  it('changes nothing: somebody else’s customer, another kind of event', async () => {
    const { tenant } = await customer();
    stripe.subscriptions.set('sub_4', { customer: 'cus_of_another_product', status: 'active', price: 'price_biz_m' });
    expect((await tell('sub_4')).body).toMatchObject({ outcome: 'not ours' });
    const { payload, signature } = await signedEvent('evt_invoice', 'invoice.paid', { object: 'invoice' });
    expect((await deliver(payload, signature)).body).toMatchObject({ outcome: 'not ours' });
    expect(await billingOf(tenant)).toMatchObject({ plan: 'free' });
  });

  it('is not believed: anything but the right, fresh signature over exactly its body', async () => {
    const { tenant, customerId } = await customer();
    stripe.subscriptions.set('sub_5', { customer: customerId, status: 'active', price: 'price_biz_m' });
    const object = { id: 'sub_5', object: 'subscription' };
    const good = await signedEvent('evt_forged', 'customer.subscription.updated', object);
    const forged = await signedEvent('evt_forged', 'customer.subscription.updated', object, 'whsec_wrong');
    const old = await signedEvent(
      'evt_forged',
      'customer.subscription.updated',
      object,
      WEBHOOK_SECRET,
      Math.floor(Date.now() / 1_000) - 3_600,
    );
    for (const [payload, signature] of [
      [good.payload, ''],
      [good.payload, 't=1,v1=00'],
      [forged.payload, forged.signature],
      [old.payload, old.signature],
      [good.payload.replace('sub_5', 'sub_1'), good.signature],
    ] as const)
      expect((await deliver(payload, signature)).status).toBe(400);
    expect(await billingOf(tenant)).toMatchObject({ plan: 'free' });
    expect((await deliver(good.payload, good.signature)).status).toBe(200);
    expect(await billingOf(tenant)).toMatchObject({ plan: 'business' });
  });
});
