/** Watching clicks as they happen, looking at them one by one, and reaching everything by keyboard, as it is done in a browser. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack } from '../support/stack.ts';
import { BERLIN, GOOGLEBOT, SAO_PAULO, TOKYO, visit } from '../support/visit.ts';
import { DESKTOP, expectUsable, openWith, PHONE, type Screen, type Session, signInOnce } from '../support/web-page.ts';

const run = promisify(execFile);

let stack: TestStack;
let demo: Demo;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  stack = await TestStack.start({ web: true });
  demo = await stack.prepareDemo();
  browser = await launchBrowser();
  session = await signInOnce(browser, demo);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function open(path: string, screen: Screen, scheme: 'light' | 'dark') {
  const opened = await openWith(browser, session, screen, scheme);
  await opened.page.goto(`${session.home}${path}`);
  return opened;
}

const shortLink = () => `${demo.edgeUrl}/launch`;
/** A figure of the live page by its label. */
const figure = (page: Page, label: string) =>
  page.getByRole('region', { name: 'Now' }).locator(`dt:has-text("${label}") + dd`);
const feed = (page: Page) => page.getByRole('list', { name: 'Events as they happen' }).getByRole('listitem');
/** What the API says of the workspace: clicks of the reports, and everything that the ledger accepted. */
async function answered() {
  const call = stack.api(demo);
  const report = await call<{ clicks: number }>('GET', '/analytics?groupBy=count&interval=24h');
  const receipt = await call<{ accepted: number }>('GET', '/receipt');
  return { clicks: report.body.clicks, accepted: receipt.body.accepted };
}

it('clicks appear on the live page as they happen, wait while it is paused, and survive a dropped network to the last one', async () => {
  const { context, page, troubles } = await open('/live', DESKTOP, 'light');
  await page.getByText('Listening').waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  for (const visitor of [BERLIN, TOKYO, GOOGLEBOT]) await visit(shortLink(), visitor);
  await eventually(async () => expect(await feed(page).count()).toBe(3));
  await feed(page).filter({ hasText: 'Tokyo, Japan' }).waitFor();
  await feed(page).filter({ hasText: 'bot' }).waitFor();
  expect(await figure(page, 'all time').innerText()).toBe('2');
  expect(await figure(page, 'Last hour').innerText()).toBe('2');
  expect(await figure(page, 'Active now').innerText()).toBe('2');
  await page.locator('[data-country="JP"]').first().waitFor();
  await expectUsable(page);

  await page.keyboard.press('p');
  await visit(shortLink(), SAO_PAULO);
  await page.getByText('1 event waiting').waitFor();
  expect(await figure(page, 'all time').innerText()).toBe('2');
  await page.getByRole('button', { name: 'Resume' }).click();
  await eventually(async () => expect(await figure(page, 'all time').innerText()).toBe('3'));

  await context.setOffline(true);
  await page.getByText('You are offline. Changes are not saved.').waitFor();
  await expectUsable(page);
  for (let click = 0; click < 5; click++) await visit(shortLink(), BERLIN);
  await context.setOffline(false);
  await page.getByText('You are offline').waitFor({ state: 'hidden' });
  await eventually(async () => expect(await figure(page, 'all time').innerText()).toBe('8'));
  await eventually(async () => expect(await answered()).toEqual({ clicks: 8, accepted: 9 }));
  await eventually(async () => expect(await feed(page).count()).toBe(9));
  // What failed while there was no network is expected to have said so.
  expect(troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
});

it('single events are narrowed by filters in the address, and opened to everything that is kept of them', async () => {
  const { context, page, troubles } = await open('/events?range=24h', PHONE, 'dark');
  const rows = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await eventually(async () => {
    await page.reload();
    await rows.first().waitFor();
    expect(await rows.count()).toBe(8);
  });
  await page.getByRole('button', { name: 'Country' }).click();
  await page.getByRole('menuitemradio', { name: /^Japan · 1/ }).click();
  await page.waitForURL(/country=JP/);
  await eventually(async () => expect(await rows.count()).toBe(1));
  await expectUsable(page);

  await page.goto(`${session.home}/events?who=bot`);
  await rows.first().getByRole('button').click();
  const sheet = page.getByRole('dialog', { name: 'Click' });
  await sheet.getByText(/Its User-Agent says “google/).waitFor();
  await sheet.getByText('Batch').waitFor();
  await expectUsable(page);
  await page.keyboard.press('Escape');

  await page.goto(`${session.home}/events?event=leads`);
  await page.getByText('No leads in this period').waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('the keyboard alone reaches a link and a screen', async () => {
  const { context, page, troubles } = await open('', DESKTOP, 'dark');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /^Live/ }).waitFor();
  await expectUsable(page);
  await page.keyboard.type('newsl');
  await page
    .getByRole('option', { name: /newsletter/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /newsletter/ }).waitFor();

  // Nobody waits for the menu: its code is fetched again, and what is typed meanwhile is meant for it, to the Enter at the end.
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /newsletter/ }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('proof');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Proof' }).waitFor();

  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await keys.getByText('Pause').waitFor();
  await expectUsable(page);
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'hidden' });
  expect(troubles).toEqual([]);
  await context.close();
});

it('the samples on the developer page run as they are shown, and the reference finds an operation', async () => {
  const { context, page, troubles } = await open('/developer?q=links&op=createLink', DESKTOP, 'light');
  // Who follows a link to an operation sees it, however far down it stands.
  const row = page.locator('[data-operation="createLink"]');
  const topOf = async () => (await row.boundingBox())?.y ?? Number.NaN;
  await expect.poll(async () => Math.abs(await topOf()), { timeout: 10_000 }).toBeLessThan(DESKTOP.height / 4);
  const sample = async (language: string): Promise<string> => {
    await page.getByRole('button', { name: language, exact: true }).click();
    return page.getByRole('region', { name: `${language} sample` }).innerText();
  };
  const environment = { env: { ...process.env, HOPLINE_TOKEN: demo.token } };
  const before = await linkCount();
  const curl = await sample('curl');
  expect(JSON.parse((await run('bash', ['-c', `${curl} -s`], environment)).stdout)).toHaveProperty('shortLink');
  const module = ['--input-type=module', '--eval', await sample('TypeScript')];
  expect((await run(process.execPath, module, environment)).stdout).toMatch(/^https?:\/\//);
  expect(await linkCount()).toBe(before + 2);
  const python = await sample('Python');
  if (await hasPython()) {
    expect((await run('python3', ['-c', python], environment)).stdout).toMatch(/^https?:\/\//);
    expect(await linkCount()).toBe(before + 3);
  }

  await page.getByRole('region', { name: 'curl request' }).getByText('/links').first().waitFor();
  await expectUsable(page);
  await page.setViewportSize(PHONE);
  await expectUsable(page);
  await page.getByRole('searchbox', { name: 'Search the reference' }).fill('repair day');
  await page
    .getByRole('button', { name: /POST.*repair/i })
    .first()
    .waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

/** A fresh Debian has none; where there is one, its sample runs, too. */
async function hasPython(): Promise<boolean> {
  return run('python3', ['--version']).then(
    () => true,
    () => false,
  );
}

async function linkCount(): Promise<number> {
  return (await stack.api(demo)<number>('GET', '/links/count')).body;
}
