/** Leads, sales and customers by the field's official client, unchanged: from the click to every number that counts them. */
import { Dub } from 'dub';
import { NotFound, UnprocessableEntity } from 'dub/models/errors';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, TOKYO } from '../support/visit.ts';

let stack: TestStack;
let tenant: Tenant;
let dub: Dub;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  dub = new Dub({ token: tenant.token, serverURL: stack.apiUrl });
});
afterEach(() => {
  delete process.env['DUB_BASE_URL'];
});
afterAll(() => stack?.stop());

let made = 0;
const newLink = (more: Record<string, unknown> = {}): Promise<WireLink> =>
  stack.createLink(tenant, { url: `https://shop.example.com/${++made}`, trackConversion: true, ...more });

/** Clicks, and reads the id that the destination is handed. */
async function clickOn(link: WireLink, visitor = BERLIN): Promise<string> {
  const { location } = await stack.visit(link, visitor);
  return new URL(location ?? '').searchParams.get('dub_id') ?? '';
}

const newCustomer = (): string => `customer-${++made}`;

/** What every place that counts says, once the store has everything. */
async function counted(link: WireLink) {
  const shown = await dub.links.get({ linkId: link.id });
  const { leads, conversions, sales, saleAmount } = shown;
  const reported = await dub.analytics.retrieve({ linkId: link.id, event: 'composite', interval: '24h' });
  return { link: { leads, conversions, sales, saleAmount }, reported };
}

describe('a lead', () => {
  it('binds to its click within the second, and is answered with link and customer', async () => {
    const link = await newLink({ externalId: 'l-1' });
    const clickId = await clickOn(link);
    const externalId = newCustomer();
    const lead = await dub.track.lead({
      clickId,
      eventName: 'Sign up',
      customerExternalId: externalId,
      customerName: 'Ada',
      customerEmail: 'ada@example.com',
      metadata: { plan: 'pro', card: '4242 4242 4242 4242' },
    });
    expect(lead).toEqual({
      click: { id: clickId },
      link: expect.objectContaining({ id: link.id, key: link.key, shortLink: link.shortLink, externalId: 'l-1' }),
      customer: { name: 'Ada', email: 'ada@example.com', avatar: null, externalId },
    });
    await eventually(async () =>
      expect((await counted(link)).reported).toMatchObject({ clicks: 1, leads: 1, sales: 0, saleAmount: 0 }),
    );
    const events = await dub.events.list({ event: 'leads', linkId: link.id, interval: '24h' });
    expect(events).toMatchObject([
      {
        event: 'lead',
        eventName: 'Sign up',
        click: { id: clickId, country: 'DE' },
        customer: { externalId, name: 'Ada' },
        link: { id: link.id },
        metadata: { plan: 'pro', card: '[removed]' },
      },
    ]);
  });

  it('counts once in seven days under its name, whatever repeats it, and as often as its quantity says', async () => {
    const link = await newLink();
    const clickId = await clickOn(link);
    const customerExternalId = newCustomer();
    const lead = { clickId, eventName: 'Trial', customerExternalId };
    const answers = await Promise.all(Array.from({ length: 5 }, () => dub.track.lead(lead)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await dub.track.lead({ ...lead, eventName: 'Seats', eventQuantity: 3, mode: 'wait' });
    // What was waited for is counted already.
    expect((await counted(link)).link.leads).toBeGreaterThanOrEqual(3);
    await eventually(async () => expect((await counted(link)).link.leads).toBe(4));
  });

  it('of a deferred customer comes by a later call without a click', async () => {
    const link = await newLink();
    const customerExternalId = newCustomer();
    await dub.track.lead({ clickId: await clickOn(link), eventName: 'Sign up', customerExternalId, mode: 'deferred' });
    await expect(dub.track.sale({ customerExternalId, amount: 100 })).rejects.toBeInstanceOf(NotFound);
    expect((await counted(link)).link.leads).toBe(0);
    await dub.track.lead({ clickId: '', eventName: 'Sign up', customerExternalId, mode: 'wait' });
    expect((await counted(link)).link.leads).toBe(1);
  });

  it('needs a click of this workspace', async () => {
    const stranger = await stack.seedTenant();
    const theirs = await stack.createLink(stranger, { url: 'https://other.example.com', trackConversion: true });
    const { location } = await stack.visit(theirs, BERLIN);
    const foreign = new URL(location ?? '').searchParams.get('dub_id') ?? '';
    const lead = { eventName: 'Sign up', customerExternalId: newCustomer() };
    await expect(dub.track.lead({ ...lead, clickId: 'nothing' })).rejects.toBeInstanceOf(NotFound);
    await expect(dub.track.lead({ ...lead, clickId: foreign })).rejects.toBeInstanceOf(NotFound);
    await expect(dub.track.lead({ ...lead, clickId: '' })).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('a sale', () => {
  it('binds by its customer, counts once per invoice, and tells the first from later ones', async () => {
    const link = await newLink();
    const clickId = await clickOn(link, TOKYO);
    const customerExternalId = newCustomer();
    await dub.track.lead({ clickId, eventName: 'Sign up', customerExternalId });
    const first = {
      customerExternalId,
      amount: 4_999,
      invoiceId: `in-${customerExternalId}`,
      leadEventName: 'Sign up',
    };
    const answers = await Promise.all(Array.from({ length: 4 }, () => dub.track.sale(first)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      eventName: 'Purchase',
      customer: { externalId: customerExternalId },
      sale: { amount: 4_999, currency: 'usd', paymentProcessor: 'custom', invoiceId: first.invoiceId },
    });
    await dub.track.sale({ customerExternalId, amount: 1_000, paymentProcessor: 'stripe', metadata: { seats: 5 } });
    const numbers = { leads: 1, conversions: 1, sales: 2, saleAmount: 5_999 };
    await eventually(async () => expect((await counted(link)).link).toEqual(numbers));
    await eventually(async () =>
      expect((await counted(link)).reported).toMatchObject({ clicks: 1, leads: 1, sales: 2, saleAmount: 5_999 }),
    );
    const query = { linkId: link.id, interval: '24h', event: 'sales' } as const;
    expect(await dub.analytics.retrieve({ ...query, saleType: 'new' })).toMatchObject({ sales: 1, saleAmount: 4_999 });
    expect(await dub.analytics.retrieve({ ...query, query: "metadata['seats']>=5" })).toMatchObject({ sales: 1 });
    expect(await dub.analytics.retrieve({ ...query, customerId: `ext_${customerExternalId}` })).toMatchObject({
      sales: 2,
    });
    expect(await dub.analytics.retrieve({ ...query, groupBy: 'countries' })).toMatchObject([
      { country: 'JP', sales: 2 },
    ]);
    expect(await dub.analytics.retrieve({ ...query, groupBy: 'top_links' })).toMatchObject([
      { id: link.id, saleAmount: 5_999 },
    ]);
    expect(await dub.events.list(query)).toMatchObject([
      { event: 'sale', sale: { amount: 1_000, paymentProcessor: 'stripe' }, customer: { sales: 2, saleAmount: 5_999 } },
      { event: 'sale', sale: { amount: 4_999, invoiceId: first.invoiceId }, click: { id: clickId } },
    ]);
  });
});

describe('the click of a sale', () => {
  it('is the first touch, or the one of the lead it names, also when the clicks are long stored', async () => {
    const [first, second] = [await newLink(), await newLink()];
    const clicks = [await clickOn(first), await clickOn(second)];
    for (const link of [first, second])
      await eventually(async () => expect(await stack.stored.hits(link.id)).toEqual(everywhere(1)));
    const customerExternalId = newCustomer();
    await dub.track.lead({ clickId: clicks[0] ?? '', eventName: 'Sign up', customerExternalId });
    await dub.track.lead({ clickId: clicks[1] ?? '', eventName: 'Demo', customerExternalId });
    await dub.track.sale({ customerExternalId, amount: 100 });
    await dub.track.sale({ customerExternalId, amount: 200, leadEventName: 'Demo' });
    await eventually(async () => {
      expect((await counted(first)).link).toEqual({ leads: 1, conversions: 1, sales: 1, saleAmount: 100 });
      expect((await counted(second)).link).toEqual({ leads: 1, conversions: 0, sales: 1, saleAmount: 200 });
    });
  });
});

describe('an unusual sale', () => {
  it('in another currency counts in USD, and one without a rate is refused', async () => {
    const customerExternalId = newCustomer();
    const clickId = await clickOn(await newLink());
    const sale = { customerExternalId, clickId, amount: 1_000 };
    expect((await dub.track.sale({ ...sale, currency: 'JPY' })).sale).toMatchObject({ amount: 638, currency: 'usd' });
    await expect(dub.track.sale({ ...sale, currency: 'xyz' })).rejects.toBeInstanceOf(UnprocessableEntity);
  });

  it('of nobody we know is answered with nulls and counts nothing; of a lead nobody made, not found', async () => {
    const unknown = await dub.track.sale({ customerExternalId: newCustomer(), amount: 1 });
    expect(unknown).toEqual({ eventName: 'Purchase', customer: null, sale: null });
    const customerExternalId = newCustomer();
    await dub.track.lead({ clickId: await clickOn(await newLink()), eventName: 'Sign up', customerExternalId });
    const wrong = dub.track.sale({ customerExternalId, amount: 1, leadEventName: 'Demo' });
    await expect(wrong).rejects.toBeInstanceOf(NotFound);
  });
});

describe('customers', () => {
  it('are listed by cursor, found by either id, changed and deleted', async () => {
    const link = await newLink();
    const externalIds = [newCustomer(), newCustomer(), newCustomer()];
    for (const customerExternalId of externalIds)
      await dub.track.lead({ clickId: await clickOn(link), eventName: 'Sign up', customerExternalId });
    const seen: string[] = [];
    for await (const page of await dub.customers.list({ linkId: link.id, pageSize: 2 }))
      seen.push(...page.result.map((customer) => customer.externalId));
    expect(seen).toEqual(externalIds.toReversed());

    const [externalId = ''] = externalIds;
    const customer = await dub.customers.get({ id: `ext_${externalId}`, includeExpandedFields: true });
    expect(customer).toMatchObject({ externalId, sales: 0, saleAmount: 0, link: { id: link.id } });
    const changed = await dub.customers.update({
      id: customer.id,
      requestBody: { email: 'new@example.com', country: 'fr' },
    });
    expect(changed).toMatchObject({ id: customer.id, email: 'new@example.com', country: 'FR' });
    const taken = dub.customers.update({ id: customer.id, requestBody: { externalId: externalIds[1] ?? '' } });
    await expect(taken).rejects.toMatchObject({ statusCode: 409 });
    expect(await dub.customers.delete(`ext_${externalId}`)).toEqual({ id: customer.id });
    await expect(dub.customers.get({ id: customer.id })).rejects.toBeInstanceOf(NotFound);
    await eventually(async () => expect((await counted(link)).link.leads).toBe(3));
  });
});

it('works when only DUB_BASE_URL is set', async () => {
  process.env['DUB_BASE_URL'] = stack.apiUrl;
  const client = new Dub({ token: tenant.token });
  const clickId = await clickOn(await newLink());
  const customerExternalId = newCustomer();
  const { click } = await client.track.lead({ clickId, eventName: 'Sign up', customerExternalId });
  expect(click.id).toBe(clickId);
  expect((await client.track.sale({ customerExternalId, amount: 5 })).sale?.amount).toBe(5);
  const [customer] = (await client.customers.list({ externalId: customerExternalId })).result;
  const id = customer?.id ?? '';
  expect(await client.customers.update({ id, requestBody: { name: 'Grace' } })).toMatchObject({ id, name: 'Grace' });
  expect(await client.customers.get({ id: `ext_${customerExternalId}` })).toMatchObject({ id, saleAmount: 5 });
  const query = { customerId: id, interval: '24h' } as const;
  await eventually(async () =>
    expect(await client.analytics.retrieve({ ...query, event: 'composite' })).toMatchObject({ leads: 1, sales: 1 }),
  );
  expect(await client.events.list({ ...query, event: 'sales' })).toMatchObject([{ event: 'sale', customer: { id } }]);
  expect(await client.customers.delete(id)).toEqual({ id });
  expect(await client.events.list({ ...query, event: 'leads' })).toMatchObject([{ customer: { id, name: null } }]);
});

it('balances: accepted is raw is hourly is daily, with leads and sales among them', async () => {
  type Day = { status: string; accepted: number; raw: number; hourly: number; daily: number };
  await eventually(async () => {
    const [day] = (await stack.api(tenant)<Day[]>('GET', '/audit?days=1')).body;
    expect(day).toMatchObject({ status: 'balanced', raw: day?.accepted, hourly: day?.accepted, daily: day?.accepted });
  });
});

describe('an app', () => {
  it('that was opened by a short link is told where it leads, and the click counts', async () => {
    const link = await newLink();
    const open = (body: object) => stack.api(tenant)('POST', '/track/open', body);
    const { body } = await open({ deepLink: `https://${link.domain}/${link.key}` });
    expect(body).toMatchObject({ link: { id: link.id, url: link.url }, clickId: expect.any(String) });
    expect((await open({ deepLink: 'https://nobody.example/x' })).body).toEqual({ clickId: null, link: null });
    expect((await open({})).status).toBe(400);
    await eventually(async () => expect((await dub.links.get({ linkId: link.id })).clicks).toBe(1));
  });
});
