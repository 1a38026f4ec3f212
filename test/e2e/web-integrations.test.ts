/** What connects a workspace with the world, as it is set up in a browser: domains, webhooks, exports. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { NameServer } from '../support/name-server.ts';
import { type Person, signUp } from '../support/person.ts';
import { Receiver } from '../support/receiver.ts';
import { TestStack } from '../support/stack.ts';
import { DESKTOP, expectUsable, openSignedIn, PHONE, type Screen, shiftOf, watchShifts } from '../support/web-page.ts';

let stack: TestStack;
let browser: Browser;
let names: NameServer;
let receiver: Receiver;

beforeAll(async () => {
  names = await NameServer.start();
  receiver = await Receiver.start();
  process.env['HOPLINE_DNS_URL'] = names.url;
  stack = await TestStack.start({ web: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  names?.stop();
  receiver?.stop();
  delete process.env['HOPLINE_DNS_URL'];
});

const openAs = (person: Person, path: string, screen: Screen, scheme: 'light' | 'dark') =>
  openSignedIn(browser, stack.webUrl, person, path, screen, scheme);

const said = (page: Page, words: string) => page.getByText(words).first().waitFor();

it('a domain is added, its records are copied, and it is in service once the DNS says so', async () => {
  const person = await signUp(stack);
  const slug = `go-${person.userId.slice(-6).toLowerCase()}.com`;
  const { context, page, troubles } = await openAs(person, '/{slug}/settings/domains', PHONE, 'light');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Add domain' }).click();
  await page.getByRole('dialog').getByLabel('Domain').fill(`https://${slug}/path`);
  await page.getByRole('dialog').getByRole('button', { name: 'Add domain' }).click();
  await said(page, 'Add both records below');
  const copied = async (what: string) => {
    await page.getByRole('button', { name: `Copy ${what}` }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const proof = [await copied('name of the TXT record'), await copied('value of the TXT record')];
  names.records.set(`CNAME ${slug}`, [await copied('value of the CNAME record')]);
  await page.getByRole('button', { name: 'Check now' }).click();
  await said(page, 'Add the TXT record below');
  await expectUsable(page);
  names.records.set(`TXT ${proof[0]}`, [proof[1] ?? '']);
  // Nobody clicks: the page looks by itself.
  await said(page, `${slug} is yours`);
  await page.getByText('In service', { exact: true }).waitFor();

  await page.getByLabel(`${slug} itself`).fill('example.com/home');
  await page.getByLabel('Unknown links').fill('example.com/lost');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await said(page, 'It holds everywhere');
  expect((await person.call('GET', `/links/info?domain=${slug}&key=_root`)).body).toMatchObject({
    url: 'https://example.com/home',
  });
  await page.getByLabel('Android: assetlinks.json').fill('{');
  await said(page, 'This is not JSON');
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 link on it stops at once').waitFor();
  await expectUsable(page);
  await dialog.getByLabel(/to confirm/).fill(slug);
  await dialog.getByRole('button', { name: 'Delete domain' }).click();
  await said(page, 'Links under your own name');
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('a webhook is made, its failed delivery is explained, and sent again', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openAs(person, '/{slug}/settings/webhooks', DESKTOP, 'dark');
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Orders');
  await dialog.getByLabel('Address').fill(`${receiver.url}/orders`);
  await dialog.getByLabel('Link created').check();
  await expectUsable(page);
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await page.getByRole('heading', { name: 'Keep this secret now' }).waitFor();
  expect(await page.getByLabel('Secret of Orders').inputValue()).toMatch(/^whsec_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Orders' }).click();
  await said(page, 'Nothing was sent yet');

  receiver.answers.push(503);
  await page.getByRole('button', { name: 'Send an example' }).click();
  await page.getByRole('menuitem', { name: 'Sale' }).click();
  const log = page.getByRole('list', { name: 'Deliveries' });
  await log.getByText('Will be tried again').click();
  await log.getByText('its own log says what').waitFor();
  await said(page, 'The last attempt failed');
  await expectUsable(page);
  await log.getByRole('button', { name: 'Send again' }).click();
  await said(page, 'Delivered: the receiver answered 200');
  await log.getByText('Delivered', { exact: true }).waitFor();
  const [first, second] = receiver.received.slice(-2);
  expect([first?.body, first?.path]).toEqual([second?.body, '/orders']);
  await page.getByRole('link', { name: 'Waiting' }).click();
  await page.waitForURL(/state=waiting/);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await said(page, 'Nothing is sent');
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('everything is exported, and taken away with its checksums', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openAs(person, '/{slug}/settings/exports', PHONE, 'dark');
  await page.getByRole('button', { name: 'New export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  const jobs = page.getByRole('list', { name: 'Exports' });
  const zip = jobs.getByRole('link', { name: 'ZIP' });
  const [download] = await Promise.all([page.waitForEvent('download'), zip.click()]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await jobs.getByText('Files and checksums').click();
  await jobs.getByRole('link', { name: 'members' }).first().waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it.each([DESKTOP, PHONE])(
  'on a $name an alert that comes late moves nothing, and leads to its webhook',
  async (screen) => {
    const person = await signUp(stack);
    const { context, page, troubles } = await openAs(person, '/{slug}', screen, 'light');
    await watchShifts(context);
    const at = new Date().toISOString();
    const message = 'The webhook "Shop" does not answer.';
    const alert = {
      kind: 'webhook.failing',
      subject: 'wh_1',
      message,
      firstSeenAt: at,
      lastSeenAt: at,
      resolvedAt: null,
    };
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/alerts*', async (route) => {
      await held;
      await route.fulfill({ json: [alert] });
    });
    await page.reload();
    await page.getByRole('region', { name: 'Your first click' }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    answer();
    const line = page.getByRole('button', { name: 'Something needs your eye' });
    await line.waitFor();
    expect(await shiftOf(page)).toBe(0);
    await line.click();
    await page.getByRole('dialog').getByText(message).waitFor();
    await expectUsable(page);
    await page.getByRole('dialog').getByRole('link', { name: 'See the webhook' }).click();
    await page.waitForURL(/webhooks\/wh_1$/);
    expect(troubles).toEqual([]);
    await context.close();
  },
);
