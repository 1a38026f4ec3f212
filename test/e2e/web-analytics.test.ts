/** Analytics as a marketer uses them: narrowed, zoomed, shared and taken away, in a browser. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Demo } from '../../dev/demo/file.ts';
import { apiOf } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { linkMailedTo } from '../support/mailbox.ts';
import { TestStack } from '../support/stack.ts';
import { BERLIN, SAO_PAULO, TOKYO, visit } from '../support/visit.ts';
import {
  DESKTOP,
  expectUsable,
  openPage,
  openWith,
  PHONE,
  type Screen,
  type Session,
  signInOnce,
} from '../support/web-page.ts';

const PASSWORD = 'sesame, open';
/** Two in three come from Berlin. */
const VISITORS = [BERLIN, BERLIN, TOKYO, BERLIN, SAO_PAULO, BERLIN];

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
  for (const visitor of VISITORS) await visit(`${stack.edgeUrl}/launch`, visitor);
  await visit(`${stack.edgeUrl}/pricing`, TOKYO);
  session = await signInOnce(browser, demo);
  await eventually(async () => {
    const { body } = await call<{ clicks: number }>('GET', '/analytics?interval=24h');
    expect(body.clicks).toBe(VISITORS.length + 1);
  });
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function openAnalytics(screen: Screen, scheme: 'light' | 'dark', search = '') {
  const opened = await openWith(browser, session, screen, scheme);
  await opened.page.goto(`${session.home}/analytics${search}`);
  await chartOf(opened.page).waitFor();
  return opened;
}

const trend = (page: Page) => page.getByRole('region', { name: 'Trend' });
const chartOf = (page: Page) => trend(page).getByRole('slider');
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const clicks = (page: Page) => trend(page).getByRole('button', { name: /^Clicks/ });
const counted = (page: Page, count: number) =>
  eventually(async () => expect(await clicks(page).innerText()).toMatch(new RegExp(`\\n${count}\\b`)));
const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Every card has been scrolled to, and none is loading any more. */
async function allLoaded(page: Page): Promise<void> {
  await card(page, 'Hours of the week').scrollIntoViewIfNeeded();
  await card(page, 'Hours of the week').getByRole('table').waitFor();
  await eventually(async () => expect(await page.getByText(/^Loading/).count()).toBe(0));
}

it('a value that is chosen narrows everything, stands in the address, survives a reload, and can be turned around', async () => {
  const { context, page, troubles } = await openAnalytics(DESKTOP, 'light');
  await counted(page, 7);
  await card(page, 'Links')
    .getByRole('button', { name: /launch/ })
    .click();
  await page.waitForURL(/linkId=link_/);
  await counted(page, 6);
  await page.reload();
  await counted(page, 6);
  await page.getByRole('button', { name: /^Link is localhost:\d+\/launch$/ }).click();
  await page.getByRole('menuitemradio', { name: 'is not' }).click();
  await page.keyboard.press('Escape');
  await counted(page, 1);
  expect(parameters(page)['linkId']).toMatch(/^-link_/);
  await page.goBack();
  await counted(page, 6);
  await page.keyboard.press('x');
  await counted(page, 7);
  expect(parameters(page)).toEqual({});

  await page.getByRole('button', { name: 'Show all countries' }).click();
  const all = page.getByRole('dialog', { name: 'Countries' });
  await all.getByRole('searchbox').fill('japan');
  await all.getByText('1 value').waitFor();
  await expectUsable(page);
  await all.getByRole('button', { name: /Japan/ }).click();
  await counted(page, 2);
  expect(parameters(page)).toEqual({ country: 'JP' });
  await allLoaded(page);
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('the chart is zoomed into by dragging and by keyboard, and out again; a note stands on its day', async () => {
  const { context, page, troubles } = await openAnalytics(DESKTOP, 'dark');
  await counted(page, 7);
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('The chart is not in sight.');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.95, box.y + 100, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=/);
  const dragged = parameters(page);
  expect(dragged).toEqual({ from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), to: expect.stringMatching(/^\d{4}/) });
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await eventually(async () => expect(parameters(page)).not.toEqual(dragged));

  // A pointer that rests on the chart would choose where the keys begin.
  await page.mouse.move(0, 0);
  await page.goto(`${session.home}/analytics?range=7d`);
  await counted(page, 7);
  await chartOf(page).focus();
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.waitForURL(/from=/);
  expect(parameters(page)).not.toHaveProperty('range');

  await page.getByRole('button', { name: 'Add note' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a note' });
  await dialog.getByLabel('What happened').fill('Launch day');
  await dialog.getByRole('button', { name: 'Add note' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await trend(page).getByRole('button', { name: 'Note: Launch day' }).click();
  await page.getByRole('dialog', { name: 'Note: Launch day' }).getByText('Launch day').waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('the map leads from the world into a country and its cities, and back', async () => {
  const { context, page, troubles } = await openAnalytics(PHONE, 'dark');
  const places = card(page, 'Locations');
  await places.scrollIntoViewIfNeeded();
  await places.getByRole('button', { name: /^Germany: 4/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/country=DE/);
  await places.getByRole('img', { name: 'Map of Germany' }).waitFor();
  await places.getByRole('list', { name: 'Regions' }).waitFor();
  await places.getByRole('tab', { name: 'Cities' }).click();
  await places
    .getByRole('list', { name: 'Cities' })
    .getByRole('button', { name: /Berlin/ })
    .click();
  await page.waitForURL(/city=Berlin/);
  await counted(page, 4);
  await allLoaded(page);
  await expectUsable(page);
  await places.getByRole('button', { name: 'World' }).click();
  await counted(page, 7);
  expect(parameters(page)).toEqual({});
  expect(troubles).toEqual([]);
  await context.close();
});

it('a public page opens without a session, for who knows its password', async () => {
  const inside = await openAnalytics(DESKTOP, 'light');
  await inside.page.getByRole('button', { name: 'Share' }).click();
  const dialog = inside.page.getByRole('dialog', { name: 'Share these figures' });
  await dialog.getByLabel('Heading').fill('Autumn figures');
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Make public page' }).click();
  const address = await dialog.getByRole('link', { name: 'Autumn figures' }).getAttribute('href');
  await expectUsable(inside.page);

  const { context, page, troubles } = await openPage(browser, PHONE, 'light');
  await page.goto(String(address));
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Show the figures' }).click();
  await page.getByRole('alert').getByText('This is not the password of the page.').waitFor();
  await expectUsable(page);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Show the figures' }).click();
  await page.getByRole('heading', { name: 'Autumn figures' }).waitFor();
  await counted(page, 7);
  await allLoaded(page);
  await expectUsable(page);
  // A reload asks for no password, the end of the share leaves nothing.
  await page.reload();
  await counted(page, 7);
  await dialog.getByRole('button', { name: 'End Autumn figures' }).click();
  await dialog.getByRole('link', { name: 'Autumn figures' }).waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
  expect(troubles).toEqual([]);
  await context.close();
  await inside.context.close();
});

it('what is shown can be kept as a segment and taken away as a file', async () => {
  const { context, page, troubles } = await openAnalytics(DESKTOP, 'light', '?country=JP');
  await counted(page, 2);
  await page.getByRole('button', { name: 'Segments' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Japan');
  await page.getByRole('button', { name: 'Save segment' }).click();
  await page.getByRole('button', { name: 'Japan', exact: true }).waitFor();

  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByLabel('What').selectOption('links');
  await expectUsable(page);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^hopline-links-\d{4}-\d\d-\d\d\.csv$/);
  const [head = '', ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  const columns = head.trim().split(',');
  const rows = lines.map((line) => line.trim().split(','));
  const column = (name: string) => rows.map((row) => row[columns.indexOf(name)]?.replaceAll('"', ''));
  expect(column('clicks')).toEqual(['1', '1']);
  expect(
    column('link')
      .map((link) => new URL(link ?? '').pathname)
      .toSorted(),
  ).toEqual(['/launch', '/pricing']);
  expect(troubles).toEqual([]);
  await context.close();
});

it('figures are sent by mail at set times, and at once', async () => {
  const { context, page, troubles } = await openAnalytics(PHONE, 'light');
  await page.getByRole('button', { name: 'Export and more' }).click();
  await page.getByRole('menuitem', { name: 'Reports by mail…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reports by mail' });
  await dialog.getByLabel('Subject').fill('Monday figures');
  await dialog.getByLabel('To').fill('grace@people.test');
  await dialog.getByRole('button', { name: 'Send reports' }).click();
  await dialog.getByRole('button', { name: 'Send now Monday figures' }).click();
  await page.getByText('“Monday figures” is on its way').waitFor();
  await page.getByText('To grace@people.test.').waitFor();
  await expectUsable(page);
  expect(await linkMailedTo(stack.mailUrl, 'grace@people.test', 'Monday figures')).toContain('/reports/unsubscribe?');
  expect(troubles).toEqual([]);
  await context.close();
});
