/** The main job on the page: sign in, make a link, see three people click it; and every page usable by everyone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { signUp } from '../support/person.ts';
import { TestStack } from '../support/stack.ts';
import {
  DESKTOP,
  enterCredentials,
  expectUsable,
  openPage,
  openSignedIn,
  PHONE,
  type Screen,
} from '../support/web-page.ts';
import { BERLIN, SAO_PAULO, TOKYO, visit } from '../support/visit.ts';

const SCREENS = [DESKTOP, PHONE] as const;
const DAY_MS = 86_400_000;

let stack: TestStack;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  stack = await TestStack.start({ web: true });
  demo = await stack.prepareDemo();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const openFresh = (screen: Screen, scheme: 'light' | 'dark' = 'light') => openPage(browser, screen, scheme);

async function signIn(page: Page): Promise<void> {
  await page.goto(demo.webUrl);
  await enterCredentials(page, demo.email, demo.password);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** A figure of the main report by its label. */
const figure = (page: Page, label: string) =>
  page.getByRole('region', { name: 'Traffic' }).locator(`dt:has-text("${label}") + dd`);

describe.each(SCREENS)('on a $name', (screen) => {
  it('a person signs in, makes a link, and sees three clicks arrive', async () => {
    const { context, page, troubles } = await openFresh(screen);
    await signIn(page);

    await page.getByRole('button', { name: 'New link' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Destination').fill('https://example.com/seen');
    await dialog.getByLabel('Short link').fill(`seen-${screen.name}`);
    await dialog.getByRole('button', { name: 'Create link' }).click();
    const shortLink =
      (await dialog.getByRole('link', { name: 'Open short link in a new tab' }).getAttribute('href')) ?? '';
    expect(new URL(shortLink).pathname).toBe(`/seen-${screen.name}`);

    const [first, ...others] = [BERLIN, TOKYO, SAO_PAULO];
    expect(await visit(shortLink, first ?? BERLIN)).toMatchObject({
      status: 302,
      location: 'https://example.com/seen',
    });
    await dialog.getByText('1 click counted').waitFor();
    await dialog.getByRole('link', { name: 'See its page' }).click();
    await page.getByRole('heading', { name: new RegExp(`seen-${screen.name}`) }).waitFor();

    for (const visitor of others) await visit(shortLink, visitor);
    await eventually(async () => expect(await figure(page, 'All clicks').innerText()).toMatch(/^3\b/));
    await eventually(async () => expect(await clicksInChart(page)).toBe(3));
    for (const country of ['Germany', 'Japan', 'Brazil'])
      await page.getByText(country, { exact: true }).first().waitFor();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Links' }).click();
    const row = page.getByRole('listitem').filter({ hasText: `seen-${screen.name}` });
    await eventually(async () => expect(await row.innerText()).toMatch(/\b3\s*clicks/));
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('is told what is wrong when the password is', async () => {
    const { context, page } = await openFresh(screen);
    await page.goto(demo.webUrl);
    await page.getByLabel('E-mail').fill(demo.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .getByText(/do not belong together/)
      .waitFor();
    await context.close();
  });

  it.each(['light', 'dark'] as const)(
    'every page can be used by everyone, fits the screen, and is quiet in the console (%s)',
    async (scheme) => {
      const { context, page, troubles } = await openFresh(screen, scheme);
      await walkEveryPage(page, () => expectUsable(page));
      expect(troubles).toEqual([]);
      await context.close();
    },
  );
});

it('a newcomer makes a first link, opens it, and sees the click arrive', async () => {
  const newcomer = await signUp(stack);
  const { context, page, troubles } = await openSignedIn(browser, demo.webUrl, newcomer, '/{slug}', PHONE, 'dark');
  const steps = page.getByRole('region', { name: 'Your first click' });
  await steps.getByRole('button', { name: 'New link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Destination').fill('https://example.com/first');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await dialog.getByText('Waiting for the first click').waitFor();
  await page.keyboard.press('Escape');
  const openLink = steps.getByRole('link', { name: 'Open' });
  const shortLink = (await openLink.getAttribute('href')) ?? '';
  await expectUsable(page);
  expect((await visit(shortLink, TOKYO)).status).toBe(302);
  await steps.getByText('Counted, once').waitFor();
  await expectUsable(page);
  await steps.getByRole('button', { name: 'Done' }).click();
  await steps.waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
  await context.close();
});

describe('the proof', () => {
  it('shows a day that does not add up, and an owner rebuilds it by keyboard', async () => {
    const { context, page, troubles } = await openFresh(SCREENS[0]);
    await signIn(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Proof' }).click();
    const audit = page.getByRole('region', { name: 'Audit' });
    await audit.getByText('Balanced').first().waitFor();
    await countOnceMore(demo.workspaceId);
    await page.reload();
    await page.getByText('1 day does not add up').waitFor();
    await audit.getByText(/hourly reports hold 1 event too many/).waitFor();
    await expectUsable(page);

    await audit.getByRole('button', { name: 'Rebuild this day' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Rebuild' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/was rebuilt/).waitFor();
    await page.getByText('Everything is accounted for').waitFor();
    await audit.getByText('Balanced').first().waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('names what was dropped, and a dead letter may be sent again', async () => {
    const letter = { ...clickOf(demo.workspaceId), ts: Date.now() + DAY_MS };
    await stack.send({ v: 1, events: [letter] });
    const { context, page, troubles } = await openFresh(SCREENS[1]);
    await signIn(page);
    await page.goto(`${page.url().replace(/\/$/, '')}/proof`);
    await eventually(async () => {
      await page.reload();
      await page.getByText('1 dropped: dated in the future.').waitFor({ timeout: 2_000 });
    });
    await page
      .getByRole('list', { name: 'Dead letters' })
      .getByRole('button', { name: /Send again/ })
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Send again' }).click();
    await page.getByText('0 events counted, 1 still must not count.').waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('says that it cannot be read, and is read when asked again', async () => {
    const { context, page } = await openFresh(SCREENS[0]);
    await signIn(page);
    await page.route('**/api/audit*', (route) =>
      route.fulfill({ status: 403, json: { error: { code: 'forbidden', message: 'Not today.', doc_url: '' } } }),
    );
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Proof' }).click();
    const failed = page.getByRole('alert').filter({ hasText: 'We could not load the audit' });
    await failed.getByText('Not today.').waitFor();
    await page.unroute('**/api/audit*');
    await failed.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Audit' }).getByRole('table').waitFor();
    await context.close();
  });
});

function clickOf(workspaceId: string): CapturedClick {
  const ts = Date.now();
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    workspaceId,
    linkId: 'link_early',
    domain: 'go.acme.test',
    key: 'early',
    url: 'https://example.com/early',
    visitor: '',
    ua: '',
    referer: '',
    language: '',
    geo: { country: '', continent: '', region: '', city: '', asn: 0 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

/** Gives the reports of a workspace one event twice, as an insert does whose token was forgotten. */
async function countOnceMore(workspaceId: string): Promise<void> {
  await stack.stored.run(
    `INSERT INTO raw_events_v1 SELECT * FROM raw_events_v1 WHERE workspace_id = {workspace:String} ORDER BY ts DESC LIMIT 1`,
    { workspace: workspaceId },
  );
}

/** Visits each page, and the dialog, as a person gets there; `look` is called when it is complete. */
async function walkEveryPage(page: Page, look: () => Promise<void>): Promise<void> {
  await page.goto(`${demo.webUrl}/sign-up`);
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await look();
  await page.goto(`${demo.webUrl}/sign-in`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await look();

  await signIn(page);
  await chartDrawn(page);
  await look();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Links' }).click();
  await page.getByRole('list', { name: 'Links' }).waitFor();
  await look();
  await page.getByRole('button', { name: 'New link' }).first().click();
  await page.getByRole('dialog').getByLabel('Destination').waitFor();
  await look();
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: 'Links' }).getByRole('link').first().click();
  await chartDrawn(page);
  await look();
  await page.goto(page.url().replace(/\/links.*/, '/proof'));
  await page.getByRole('region', { name: 'Audit' }).getByRole('table').waitFor();
  await page.getByRole('region', { name: 'Dead letters' }).getByText(/./).first().waitFor();
  await look();
  await page.goto(`${demo.webUrl}/no/such/page`);
  await page.getByText('There is nothing at this address').waitFor();
  await look();
}

/** The chart's own figures, from the table it keeps for those who cannot see it. */
async function clicksInChart(page: Page): Promise<number> {
  const cells = await page.locator('table tbody tr td:nth-child(2)').allInnerTexts();
  return cells.reduce((sum, cell) => sum + Number(cell.replaceAll(',', '')), 0);
}

async function chartDrawn(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Traffic' }).locator('canvas').waitFor();
}
