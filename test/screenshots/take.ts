/** Takes the pictures of the README from the running stack: each page at two widths, light and dark. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';

const SCREENSHOTS_DIR = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

const SCREENS = [
  { width: 1440, height: 900, isMobile: false },
  { width: 390, height: 844, isMobile: true },
] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Writes `<page>-<width>-<scheme>.png` of the demo workspace. Resolves with the paths written. */
export async function takeScreenshots(demo: Demo, folder = SCREENSHOTS_DIR): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  const written: string[] = [];
  try {
    // One sign-in for all: attempts are limited.
    const storageState = await signIn(browser, demo);
    for (const { width, height, isMobile } of SCREENS) {
      for (const colorScheme of SCHEMES) {
        const look = { viewport: { width, height }, isMobile, hasTouch: isMobile, colorScheme, timezoneId: 'UTC' };
        const nameOf = (name: string): string => join(folder, `${name}-${width}-${colorScheme}.png`);
        written.push(...(await takeAll(browser, demo, look, nameOf, GUEST_PAGES)));
        written.push(...(await takeAll(browser, demo, { ...look, storageState }, nameOf, MEMBER_PAGES)));
      }
    }
  } finally {
    await browser.close();
  }
  return written;
}

async function signIn(browser: Browser, demo: Demo): Promise<NonNullable<BrowserContextOptions['storageState']>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(demo.webUrl);
  await page.getByLabel('E-mail').fill(demo.email);
  await page.getByLabel('Password').fill(demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

type Open = (page: Page, demo: Demo) => Promise<void>;

async function takeAll(
  browser: Browser,
  demo: Demo,
  look: BrowserContextOptions,
  nameOf: (name: string) => string,
  pages: Record<string, Open>,
): Promise<string[]> {
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const [name, open] of Object.entries(pages)) {
    await open(page, demo);
    await page.screenshot({ path: nameOf(name), animations: 'disabled' });
  }
  await context.close();
  return Object.keys(pages).map(nameOf);
}

const GUEST_PAGES: Record<string, Open> = {
  'sign-in': async (page, demo) => {
    await page.goto(demo.webUrl);
    await page.getByLabel('E-mail').waitFor();
    await fontsLoaded(page);
  },
  'forgot-password': async (page) => {
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  },
};

/** In this order: each starts where the one before ended. */
const MEMBER_PAGES: Record<string, Open> = {
  overview: async (page, demo) => {
    await page.goto(demo.webUrl);
    await reportDrawn(page);
  },
  link: async (page, demo) => {
    // The first short link on the overview is the one with the most clicks.
    const shortLink = new RegExp(`^localhost:${new URL(demo.edgeUrl).port}/`);
    await page.getByRole('main').getByRole('link', { name: shortLink }).first().click();
    await page.getByRole('heading', { name: shortLink }).waitFor();
    await reportDrawn(page);
  },
  links: async (page) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Links' }).click();
    await page.getByRole('list', { name: 'Links' }).waitFor();
    await settled(page);
  },
  'link-panel': async (page) => {
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByRole('button', { name: /^Campaign/ }).click();
    await page.getByRole('textbox', { name: 'Source' }).waitFor();
    await fontsLoaded(page);
  },
  import: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import links…' }).click();
    await page.getByRole('button', { name: 'Check the file' }).waitFor();
    await fontsLoaded(page);
  },
  proof: async (page) => {
    await page.goto(page.url().replace(/\/(links|import).*/, '/proof'));
    await page.getByRole('region', { name: 'Audit' }).getByRole('table').waitFor();
    await page.getByText('Everything is accounted for').waitFor();
    await settled(page);
  },
  settings: async (page) => {
    await page.goto(page.url().replace(/\/proof.*/, '/settings'));
    await page.getByRole('switch', { name: 'Strict mode' }).waitFor();
    await fontsLoaded(page);
  },
  members: (page) => openSection(page, 'Members', 'table'),
  labels: (page) => openSection(page, 'Tags and folders', 'list'),
  tokens: (page) => openSection(page, 'Tokens', 'list'),
  usage: (page) => openSection(page, 'Plan and usage', 'list'),
  'audit-log': (page) => openSection(page, 'Audit log', 'list'),
  account: async (page, demo) => {
    await page.goto(`${demo.webUrl}/account`);
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
    await fontsLoaded(page);
  },
};

/** A page of the settings, complete once what it is about is there. */
async function openSection(page: Page, name: string, complete: 'list' | 'table'): Promise<void> {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
  await page.getByRole('main').getByRole(complete).last().waitFor();
  await page
    .getByText(/^Loading/)
    .first()
    .waitFor({ state: 'hidden' });
}

async function reportDrawn(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Traffic' }).locator('canvas').waitFor();
  await settled(page);
}

/** No skeleton left, the socket live, the fonts there. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: /^Live$/ }).first().waitFor();
  await page
    .getByText(/^Loading/)
    .first()
    .waitFor({ state: 'hidden' });
  await fontsLoaded(page);
}

async function fontsLoaded(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => true));
}
