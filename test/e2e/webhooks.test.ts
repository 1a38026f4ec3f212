/** Webhooks from the change to the receiver: every event arrives, signed, once. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Receiver } from '../support/receiver.ts';
import { TestStack } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, GOOGLEBOT } from '../support/visit.ts';

interface Webhook {
  id: string;
  secret: string;
}
interface Delivery {
  id: string;
  eventId: string;
  state: string;
  status: number | null;
  attempts: number;
  body: string;
}
interface Event {
  id: string;
  event: string;
  data: Record<string, Record<string, unknown>>;
}

let stack: TestStack;
let receiver: Receiver;
let tenant: Tenant;

beforeAll(async () => {
  stack = await TestStack.start();
  receiver = await Receiver.start();
});
afterAll(async () => {
  receiver?.stop();
  await stack?.stop();
});
beforeEach(async () => {
  tenant = await stack.seedTenant();
  receiver.received.length = 0;
  receiver.answers.length = 0;
});

async function addWebhook(triggers: string[]): Promise<Webhook> {
  const body = { name: 'Orders', url: `${receiver.url}/hook`, triggers };
  const answer = await stack.api(tenant)<Webhook>('POST', '/webhooks', body);
  expect(answer.status).toBe(201);
  return answer.body;
}

const events = (): Event[] => receiver.received.map(({ body }) => JSON.parse(body) as Event);
const named = (): string[] => events().map(({ event }) => event);
const log = async ({ id }: Webhook) => (await stack.api(tenant)<Delivery[]>('GET', `/webhooks/${id}/deliveries`)).body;

it('tells of a link that is created, changed, clicked and deleted', async () => {
  const webhook = await addWebhook(['link.created', 'link.updated', 'link.deleted', 'link.clicked']);
  const link = await stack.createLink(tenant, { url: 'https://example.com/a', key: 'told', password: null });
  await eventually(() => expect(named()).toEqual(['link.created']));
  await stack.api(tenant)('PATCH', `/links/${link.id}`, { title: 'New' });
  await eventually(() => expect(named()).toEqual(['link.created', 'link.updated']));
  await stack.visit(link, BERLIN);
  await stack.visit(link, GOOGLEBOT);
  await eventually(() => expect(named()).toContain('link.clicked'));
  await stack.api(tenant)('DELETE', `/links/${link.id}`);
  await eventually(() => expect(named()).toContain('link.deleted'));
  expect(named().filter((name) => name === 'link.clicked')).toHaveLength(1);

  const [created, updated, clicked] = events();
  expect(created?.data).toMatchObject({ id: link.id, domain: tenant.domain, key: 'told', shortLink: link.shortLink });
  expect(updated?.data).toMatchObject({ title: 'New' });
  expect(clicked?.data).toMatchObject({ click: { country: 'DE' }, link: { id: link.id, clicks: 1 } });
  for (const { body, headers } of receiver.received)
    expect(headers['dub-signature']).toBe(createHmac('sha256', webhook.secret).update(body).digest('hex'));
  const done = Array.from({ length: 4 }, () => ['delivered', 1]);
  await eventually(async () =>
    expect((await log(webhook)).map(({ state, attempts }) => [state, attempts])).toEqual(done),
  );
});

it('tells of a lead and of a sale, once each', async () => {
  const webhook = await addWebhook(['lead.created', 'sale.created']);
  const api = stack.api(tenant);
  const link = await stack.createLink(tenant, { url: 'https://example.com/c', key: 'sold' });
  await stack.visit(link, BERLIN);
  let clickId = '';
  await eventually(async () => {
    clickId = (await api<{ click_id: string }[]>('GET', '/events?interval=24h')).body[0]?.click_id ?? '';
    expect(clickId).not.toBe('');
  });
  const lead = { clickId, eventName: 'Sign up', customerExternalId: 'ada', eventQuantity: 3, metadata: { seats: 3 } };
  for (let sent = 0; sent < 2; sent++) expect((await api('POST', '/track/lead', lead)).status).toBe(200);
  await eventually(() => expect(named()).toEqual(['lead.created']));
  const sale = { customerExternalId: 'ada', amount: 4_900, invoiceId: 'in_1', eventName: 'Purchase' };
  for (const mode of ['first', 'again'])
    expect([mode, (await api('POST', '/track/sale', sale)).status]).toEqual([mode, 200]);
  await eventually(() => expect(named()).toEqual(['lead.created', 'sale.created']));
  const [became, bought] = events();
  expect(became?.data).toMatchObject({
    eventName: 'Sign up',
    click: { id: clickId, country: 'DE' },
    link: { id: link.id },
    customer: { externalId: 'ada' },
    metadata: { seats: 3 },
  });
  expect(bought?.data).toMatchObject({ eventName: 'Purchase', sale: { amount: 4_900, invoiceId: 'in_1' } });
  expect(await log(webhook)).toHaveLength(2);
});

it('keeps what the receiver did not take, and sends it again when asked', async () => {
  const webhook = await addWebhook(['link.created']);
  receiver.answers.push(503);
  await stack.createLink(tenant, { url: 'https://example.com/b', key: 'late' });
  await eventually(async () =>
    expect((await log(webhook))[0]).toMatchObject({ state: 'waiting', status: 503, attempts: 1 }),
  );
  const [first] = await log(webhook);
  const again = await stack.api(tenant)<Delivery>('POST', `/webhooks/${webhook.id}/deliveries/${first?.id}/replay`);
  expect(again.body).toMatchObject({ state: 'delivered', status: 200, eventId: first?.eventId, body: first?.body });
});

it('sends an example of every event', async () => {
  const webhook = await addWebhook(['sale.created']);
  for (const trigger of ['link.created', 'link.clicked', 'lead.created', 'sale.created']) {
    const { body } = await stack.api(tenant)<Delivery>('POST', `/webhooks/${webhook.id}/test`, { trigger });
    expect(body).toMatchObject({ event: trigger, state: 'delivered', status: 200 });
  }
  expect(events().at(-1)?.data).toMatchObject({ sale: { amount: 4900 }, customer: { externalId: 'user-1' } });
});

it('shows the secret once and nothing of it afterwards', async () => {
  const webhook = await addWebhook(['link.created']);
  const shown = await stack.api(tenant)('GET', `/webhooks/${webhook.id}`);
  expect(JSON.stringify(shown.body)).not.toContain(webhook.secret.slice(6, 20));
  expect((await stack.api(tenant)('DELETE', `/webhooks/${webhook.id}`)).body).toEqual({ id: webhook.id });
  expect((await stack.api(tenant)('GET', `/webhooks/${webhook.id}`)).status).toBe(404);
});
