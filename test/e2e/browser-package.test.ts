/** The field's official browser package, unchanged, in a real browser on a page of somebody's own. */
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Dub } from 'dub';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN } from '../support/visit.ts';

const require = createRequire(import.meta.url);
/** The test browser says in its agent that nobody sits before it, which makes its clicks a bot's. */
const PERSON = { userAgent: BERLIN.ua };

let stack: TestStack;
let tenant: Tenant;
let dub: Dub;
let browser: Browser;
let site: Server;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  dub = new Dub({ token: tenant.token, serverURL: stack.apiUrl });
  browser = await launchBrowser();
  site = await serveShop(await bundledLoader());
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await stack?.stop();
});

/** The package as published, for a page without a bundler of its own. */
async function bundledLoader(): Promise<string> {
  const options = { bundle: true, format: 'iife', globalName: 'Loader', write: false } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [require.resolve('@dub/analytics')] });
  return outputFiles[0]?.text ?? '';
}

/** One page that injects the package with the options its address carries. */
async function serveShop(loader: string): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    const isLoader = url.pathname === '/loader.js';
    response.setHeader('content-type', isLoader ? 'text/javascript' : 'text/html');
    const inject = `<script src="/loader.js"></script><script>Loader.inject(${url.searchParams.get('options')})</script>`;
    response.end(isLoader ? loader : `<!doctype html><title>Shop</title>${inject}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function page(query: string, options: Record<string, unknown>): string {
  const { port } = site.address() as AddressInfo;
  const all = { apiHost: stack.apiUrl, scriptProps: { src: `${stack.apiUrl}/track/script.js` }, ...options };
  return `http://localhost:${port}/?${query}&options=${encodeURIComponent(JSON.stringify(all))}`;
}

let made = 0;
const newLink = (more: Record<string, unknown> = {}): Promise<WireLink> =>
  stack.createLink(tenant, { url: `https://shop.example.com/${++made}`, trackConversion: true, ...more });
const newCustomer = (): string => `customer-${++made}`;

async function clickOn(link: WireLink): Promise<string> {
  const { location } = await stack.visit(link, BERLIN);
  return new URL(location ?? '').searchParams.get('dub_id') ?? '';
}

async function countersOf(link: WireLink) {
  const { clicks, leads, conversions, sales, saleAmount } = await dub.links.get({ linkId: link.id });
  return { clicks, leads, conversions, sales, saleAmount };
}

async function publishableKey(allowedHosts: string[]): Promise<string> {
  const body = { name: 'Shop', kind: 'publishable', scopes: ['events.write'], allowedHosts };
  const answer = await stack.api(tenant)<{ token: string }>('POST', '/tokens', body);
  expect(answer.status).toBe(201);
  return answer.body.token;
}

type Calls = 'trackClick' | 'trackLead' | 'trackSale';
type Analytics = { dubAnalytics: Record<Calls, (input: object) => Promise<unknown>> };

it('the official package keeps the click id and reports lead and sale', async () => {
  const link = await newLink();
  const clickId = await clickOn(link);
  const customerExternalId = newCustomer();
  const context = await browser.newContext(PERSON);
  const shop = await context.newPage();
  const options = { publishableKey: await publishableKey(['localhost']) };
  await shop.goto(page(`dub_id=${clickId}`, options));
  await eventually(async () =>
    expect((await context.cookies()).find(({ name }) => name === 'dub_id')?.value).toBe(clickId),
  );
  const answers = await shop.evaluate(async (externalId) => {
    const { dubAnalytics } = window as unknown as Analytics;
    const lead = await dubAnalytics.trackLead({
      eventName: 'Sign up',
      customerExternalId: externalId,
      customerName: 'Bo',
    });
    const sale = await dubAnalytics.trackSale({ eventName: 'Order', customerExternalId: externalId, amount: 700 });
    return [lead, sale];
  }, customerExternalId);
  expect(answers).toMatchObject([
    { click: { id: clickId }, customer: { name: 'Bo', externalId: customerExternalId } },
    { sale: { amount: 700 }, customer: { externalId: customerExternalId } },
  ]);
  await eventually(async () =>
    expect(await countersOf(link)).toEqual({ clicks: 1, leads: 1, conversions: 1, sales: 1, saleAmount: 700 }),
  );
  await context.close();
});

it('a page opened with ?via= reports the click itself, and calls made before the script was there are kept', async () => {
  const link = await newLink({ key: `ada-${made}` });
  const context = await browser.newContext(PERSON);
  const shop = await context.newPage();
  const customerExternalId = newCustomer();
  await shop.addInitScript((externalId) => {
    addEventListener('DOMContentLoaded', () => {
      const { dubAnalytics } = window as unknown as Analytics;
      void dubAnalytics.trackLead({ eventName: 'Sign up', customerExternalId: externalId });
    });
  }, customerExternalId);
  const options = { publishableKey: await publishableKey(['localhost']), domainsConfig: { refer: tenant.domain } };
  await shop.goto(page(`via=${link.key}`, options));
  await eventually(async () => expect(await countersOf(link)).toMatchObject({ clicks: 1, leads: 1 }));
  await context.close();
});

it('the first click keeps the credit where the page asks for it, in a cookie as the page wants it', async () => {
  const [first, second] = [await newLink({ key: `first-${++made}` }), await newLink({ key: `second-${++made}` })];
  const context = await browser.newContext(PERSON);
  const shop = await context.newPage();
  const options = {
    publishableKey: await publishableKey(['localhost']),
    shortDomain: tenant.domain,
    attributionModel: 'first-click',
    queryParams: ['ref', 'from'],
    cookieOptions: { expiresInDays: 7, sameSite: 'strict', path: '/' },
  };
  const cookie = async () => (await context.cookies()).find(({ name }) => name === 'dub_id');
  await shop.goto(page(`from=${first.key}`, options));
  await eventually(async () => expect(await cookie()).toMatchObject({ sameSite: 'Strict', httpOnly: false }));
  const kept = await cookie();
  const days = ((kept?.expires ?? 0) - Date.now() / 1_000) / 86_400;
  expect(Math.round(days)).toBe(7);
  await shop.goto(page(`ref=${second.key}`, options));
  await shop.goto(page(`dub_id=${await clickOn(second)}`, options));
  await eventually(async () => expect((await countersOf(first)).clicks).toBe(1));
  expect((await cookie())?.value).toBe(kept?.value);
  // Only the visit to the short link itself.
  expect((await countersOf(second)).clicks).toBe(1);
  await context.close();
});

it('a click can be reported by hand, and what leads to sites of the same company carries its id', async () => {
  const link = await newLink({ key: `hand-${++made}` });
  const context = await browser.newContext(PERSON);
  const shop = await context.newPage();
  const options = {
    publishableKey: await publishableKey(['localhost']),
    domainsConfig: { outbound: 'shop.example.com, other.example.com' },
  };
  await shop.goto(page('', options));
  await shop.waitForFunction(() => 'trackClick' in (window as unknown as Analytics).dubAnalytics);
  await shop.evaluate(
    ([domain, key]) => (window as unknown as Analytics).dubAnalytics.trackClick({ domain, key }),
    [tenant.domain, link.key],
  );
  await eventually(async () => expect((await countersOf(link)).clicks).toBe(1));
  const id = (await context.cookies()).find(({ name }) => name === 'dub_id')?.value ?? '';
  const addresses = await shop.evaluate(() =>
    ['https://www.shop.example.com/a?x=1', 'https://stranger.example.com/'].map((href) => {
      const anchor = Object.assign(document.createElement('a'), { href, textContent: 'Go' });
      document.body.append(anchor);
      // The page stays: only the address is of interest.
      anchor.addEventListener('click', (event) => event.preventDefault());
      anchor.click();
      return anchor.href;
    }),
  );
  expect(addresses).toEqual([`https://www.shop.example.com/a?x=1&dub_id=${id}`, 'https://stranger.example.com/']);
  await context.close();
});

it('a first visit to the site itself is counted by the link that stands for it', async () => {
  const home = await newLink({ key: '_root' });
  const context = await browser.newContext(PERSON);
  const shop = await context.newPage();
  const options = { publishableKey: await publishableKey(['localhost']), domainsConfig: { site: tenant.domain } };
  await shop.goto(page('', options));
  await eventually(async () => expect((await countersOf(home)).clicks).toBe(1));
  const name = (await context.cookies()).find((each) => each.name === 'dub_id')?.value;
  expect(name).toMatch(/./);
  await shop.reload();
  await shop.waitForLoadState('networkidle');
  expect((await countersOf(home)).clicks).toBe(1);
  await context.close();
});

it('refuses pages of other hosts, and tells a page nothing about customers', async () => {
  const customerExternalId = newCustomer();
  const clickId = await clickOn(await newLink());
  await dub.track.lead({ clickId, eventName: 'Sign up', customerExternalId, customerEmail: 'secret@example.com' });
  const call = (path: string, token: string, origin: string, body: object) =>
    fetch(stack.apiUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const key = await publishableKey(['localhost']);
  const lead = { clickId, eventName: 'Again', customerExternalId };
  expect((await call('/track/lead/client', key, 'https://evil.example', lead)).status).toBe(403);
  expect((await call('/track/lead', key, 'http://localhost', lead)).status).toBe(403);
  const told = await call('/track/lead/client', key, 'http://localhost', {
    ...lead,
    customerEmail: 'mine@example.com',
  });
  expect(told.status).toBe(200);
  expect(await told.text()).not.toContain('secret@');
  expect((await dub.customers.get({ id: `ext_${customerExternalId}` })).email).toBe('secret@example.com');
});
