/** The list of links and its panel, each journey as it is gone in a browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import type { Demo } from '../../dev/demo/file.ts';
import { apiOf } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack } from '../support/stack.ts';
import { DESKTOP, expectUsable, openWith, PHONE, type Screen, type Session, signInOnce } from '../support/web-page.ts';

/** More than one page of the list. */
const MANY = 130;
const PER_REQUEST = 100;

let stack: TestStack;
let demo: Demo;
let browser: Browser;
let call: ReturnType<typeof apiOf>;
let session: Session;

beforeAll(async () => {
  stack = await TestStack.start({ web: true });
  demo = await stack.prepareDemo();
  call = apiOf(stack.apiUrl, demo.token);
  browser = await launchBrowser();
  [session] = await Promise.all([signInOnce(browser, demo), makeLinks()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function makeLinks(): Promise<void> {
  for (let start = 0; start < MANY; start += PER_REQUEST) {
    const links = Array.from({ length: Math.min(PER_REQUEST, MANY - start) }, (_, index) => ({
      url: `https://example.com/products/${start + index}`,
      key: `item-${start + index}`,
    }));
    await call('POST', '/links/bulk', links);
  }
}

async function openLinks(screen: Screen, scheme: 'light' | 'dark', search = '') {
  const opened = await openWith(browser, session, screen, scheme);
  await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opened.page.goto(`${session.home}/links${search}`);
  await rows(opened.page).first().getByRole('link').waitFor();
  return opened;
}

const rows = (page: Page) => page.getByRole('list', { name: 'Links' }).getByRole('listitem');
const rowOf = (page: Page, key: string) =>
  rows(page).filter({ has: page.getByRole('link', { name: new RegExp(`/${key}$`) }) });
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

async function linkOf(key: string): Promise<WireLink> {
  return (await call('GET', `/links/info?domain=localhost&key=${key}`)).body as WireLink;
}

async function editByMenu(page: Page, key: string, item = 'Edit') {
  await rowOf(page, key)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Destination').first().waitFor();
  return panel;
}

it('a long list holds only the rows in sight, and every one of them can be reached', async () => {
  const { context, page, troubles } = await openLinks(DESKTOP, 'light');
  const size = async () => Number(await rows(page).first().getAttribute('aria-setsize'));
  await eventually(async () => expect(await size()).toBeGreaterThan(MANY));
  const total = await size();
  expect(await rows(page).count()).toBeLessThan(40);
  await expectUsable(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(`[aria-posinset="${total}"]`).getByRole('link').waitFor();
  expect(await rows(page).count()).toBeLessThan(40);
  // One report draws the months of a whole page.
  const reports = asked.filter((path) => path.includes('/analytics/report'));
  expect(reports.length).toBeLessThanOrEqual(2);
  expect(troubles).toEqual([]);
  await context.close();
});

it('what the list is narrowed to stands in the address and survives a reload', async () => {
  const { context, page, troubles } = await openLinks(PHONE, 'dark');
  await page.getByRole('searchbox', { name: 'Search links' }).fill('item-129');
  await rowOf(page, 'item-129').waitFor();
  await page.waitForURL('**/links?q=item-129');
  await page.getByRole('button', { name: 'With archived' }).click();
  await page.getByRole('button', { name: /^Sorted by/ }).click();
  await page.getByRole('menuitemradio', { name: 'Clicks' }).click();
  await page.waitForURL(/sort=clicks/);
  await page.reload();
  await rowOf(page, 'item-129').waitFor();
  expect(new URL(page.url()).searchParams.get('archived')).toBe('yes');
  await expectUsable(page);
  await page.getByRole('searchbox', { name: 'Search links' }).fill('nothing is called so');
  await said(page, 'No link matches these filters');
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('links are walked, copied, selected, tagged, deleted and brought back by keyboard', async () => {
  await call('POST', '/tags', { name: 'Spring', color: 'green' });
  const { context, page, troubles } = await openLinks(DESKTOP, 'dark', '?q=item-12');
  await rowOf(page, 'item-12').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('c');
  await said(page, /copied/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/item-12/);
  const bar = page.getByRole('region', { name: 'Selected links' });
  await bar.getByText('2 selected').waitFor();
  await expectUsable(page);

  await bar.getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Spring' }).click();
  await said(page, '2 links tagged Spring');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await said(page, '2 links as before');
  const tagged = (await call('GET', '/links?tagNames=Spring')).body as WireLink[];
  expect(tagged).toEqual([]);

  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 2 links' }).click();
  await said(page, '2 links deleted');
  const before = (await call('GET', '/links/count?search=item-12')).body;
  await page.getByRole('button', { name: 'Undo' }).click();
  await said(page, '2 links restored');
  expect((await call('GET', '/links/count?search=item-12')).body).toBe(Number(before) + 2);

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await bar.getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('menuitem', { name: 'New tag…' }).click();
  await page.getByRole('dialog', { name: 'New tag' }).getByLabel('Name').fill('Summer');
  await page.keyboard.press('Control+Enter');
  await said(page, /tagged Summer/);
  expect(troubles).toEqual([]);
  await context.close();
});

it('a change that the server refuses is taken back on the screen', async () => {
  const { context, page } = await openLinks(DESKTOP, 'light', '?q=item-77');
  await page.route('**/api/links/bulk', (route) =>
    route.fulfill({ status: 503, json: { error: { code: 'service_unavailable', message: 'Not now.', doc_url: '' } } }),
  );
  await rowOf(page, 'item-77')
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await said(page, 'Not now.');
  expect(await rowOf(page, 'item-77').getByRole('img', { name: 'Switched off' }).count()).toBe(0);
  await context.close();
});

it('a link gets a campaign, rules and a test, a taken key is told, and the change is undone', async () => {
  const { context, page, troubles } = await openLinks(DESKTOP, 'light', '?q=item-100');
  const panel = await editByMenu(page, 'item-100');
  await panel.getByRole('textbox', { name: 'Short link' }).fill('item-101');
  await panel.getByText(/“item-101” is taken/).waitFor();
  await panel.getByRole('textbox', { name: 'Short link' }).fill('item-100-renamed');
  await panel.getByText(/^Free/).waitFor();

  await panel.getByRole('button', { name: /^Campaign/ }).click();
  await panel.getByRole('textbox', { name: 'Source' }).fill('newsletter');
  await panel.getByRole('complementary', { name: 'Preview' }).getByText('newsletter').waitFor();
  await panel.getByRole('button', { name: /^Targeting/ }).click();
  await panel.getByRole('button', { name: 'Add a rule' }).click();
  await panel.getByLabel('Condition 1 of rule 1: values').fill('de, AT');
  await panel.getByRole('textbox', { name: 'Leads to' }).fill('example.com/german');
  await panel.getByText('1. When country is Germany or Austria').waitFor();
  await panel.getByRole('button', { name: /^A\/B test/ }).click();
  await panel.getByRole('button', { name: 'Start a test' }).click();
  await panel.getByRole('textbox', { name: 'Destination B' }).fill('example.com/b');
  await expectUsable(page);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await said(page, 'Link saved');
  expect(await linkOf('item-100-renamed')).toMatchObject({
    url: 'https://example.com/products/100?utm_source=newsletter',
    rules: [{ when: [{ on: 'country', is: ['de', 'AT'] }], then: { url: 'https://example.com/german' } }],
    testVariants: [{ percentage: 50 }, { url: 'https://example.com/b', percentage: 50 }],
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(async () =>
    expect(await linkOf('item-100')).toMatchObject({ url: 'https://example.com/products/100', rules: null }),
  );
  expect(troubles).toEqual([]);
  await context.close();
});

it('every part of the panel can be used by everyone, on a phone in the dark, too', async () => {
  const { context, page, troubles } = await openLinks(PHONE, 'dark', '?q=item-50');
  const panel = await editByMenu(page, 'item-50', 'QR code');
  const download = panel.getByRole('link', { name: 'SVG' });
  await panel.getByRole('textbox', { name: 'Code', exact: true }).fill('#1d3557');
  await eventually(async () => expect(await download.getAttribute('href')).toContain('1d3557'));
  const answer = await page.request.get(new URL((await download.getAttribute('href')) ?? '', demo.webUrl).href);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
  for (const part of [
    'Campaign',
    'Social card',
    'Targeting',
    'A/B test',
    'Schedule and limits',
    'Password and behaviour',
  ])
    await panel.getByRole('button', { name: new RegExp(`^${part}`) }).click();
  await panel.getByRole('button', { name: 'Add a rule' }).click();
  await panel.getByLabel('Your own id').waitFor();
  await expectUsable(page);
  await panel.getByRole('button', { name: 'Comments' }).click();
  await panel.getByLabel('Comment', { exact: true }).fill('Shall it run until Friday?');
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  await panel.getByRole('list', { name: 'Comments' }).getByText('Shall it run until Friday?').waitFor();
  await expectUsable(page);
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
  await panel.waitFor({ state: 'hidden' });
  expect(troubles).toEqual([]);
  await context.close();
});

it('a file is checked line by line before anything is written, then imported', async () => {
  const { context, page, troubles } = await openLinks(PHONE, 'light');
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: 'Import links…' }).click();
  const csv = 'Long URL,Slug,Kind\nhttps://example.com/old,brought,Print\nno address,wrong,Print\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByLabel('Tags', { exact: true }).selectOption('Kind');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await said(page, 'Checked, nothing is written yet');
  await page.getByRole('row', { name: /^3 url: must be/ }).waitFor();
  expect((await call('GET', '/links/exists?domain=localhost&key=brought')).body).toMatchObject({ exists: false });
  await expectUsable(page);
  await page.getByRole('button', { name: 'Import 1 link' }).click();
  await said(page, 'Done');
  expect(await linkOf('brought')).toMatchObject({ tags: [{ name: 'Print' }] });
  expect(troubles).toEqual([]);
  await context.close();
});

it('tags, folders and templates are kept in the settings', async () => {
  const { context, page, troubles } = await openLinks(DESKTOP, 'light');
  await page.goto(page.url().replace(/\/links.*/, '/settings/labels'));
  const make = async (noun: string, name: string) => {
    await page.getByRole('button', { name: `New ${noun}` }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.getByRole('button', { name: `Create ${noun}` }).click();
    await page.getByRole('listitem').filter({ hasText: name }).waitFor();
  };
  await make('tag', 'Autumn');
  await make('folder', 'Campaigns');
  await make('template', 'Newsletter');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Actions for Autumn' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete tag' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Autumn' }).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
  await context.close();
});
