/** Takes the pictures of the README from the running stack: each page at two widths, light and dark. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';

export const SCREENSHOTS_DIR = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

const WIDTHS = { 1440: 900, 390: 844 } as const;
const SCHEMES = ['light', 'dark'] as const;
/** Narrower screens are phones: their scroll bars lie over the page. */
const PHONE_BELOW = 600;
type Width = keyof typeof WIDTHS;
type Scheme = (typeof SCHEMES)[number];

/** Signs in with the demo account and writes `<page>-<width>-<scheme>.png`. Resolves with the paths written. */
export async function takeScreenshots(demo: Demo, folder = SCREENSHOTS_DIR): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  const written: string[] = [];
  try {
    for (const width of Object.keys(WIDTHS).map(Number) as Width[]) {
      for (const scheme of SCHEMES) written.push(...(await takeAll(browser, demo, { width, scheme, folder })));
    }
  } finally {
    await browser.close();
  }
  return written;
}

interface Shot {
  width: Width;
  scheme: Scheme;
  folder: string;
}

async function takeAll(browser: Browser, demo: Demo, { width, scheme, folder }: Shot): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width, height: WIDTHS[width] },
    isMobile: width < PHONE_BELOW,
    hasTouch: width < PHONE_BELOW,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const written: string[] = [];
  for (const [name, open] of Object.entries(PAGES)) {
    await open(page, demo);
    const path = join(folder, `${name}-${width}-${scheme}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    written.push(path);
  }
  await context.close();
  return written;
}

/** In this order: the first leaves the browser signed in, each later one starts where the one before ended. */
const PAGES: Record<string, (page: Page, demo: Demo) => Promise<void>> = {
  'sign-in': async (page, demo) => {
    await page.goto(demo.webUrl);
    await page.getByLabel('E-mail').waitFor();
  },
  overview: async (page, demo) => {
    await page.getByLabel('E-mail').fill(demo.email);
    await page.getByLabel('Password').fill(demo.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await reportDrawn(page);
  },
  link: async (page, demo) => {
    // The first short link on the overview is the one with the most clicks.
    const shortLink = new RegExp(`^localhost:${new URL(demo.edgeUrl).port}/`);
    await page.getByRole('main').getByRole('link', { name: shortLink }).first().click();
    await reportDrawn(page);
  },
  links: async (page) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Links' }).click();
    await page.getByRole('list', { name: 'Links' }).waitFor();
    await settled(page);
  },
};

async function reportDrawn(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Traffic' }).locator('canvas').waitFor();
  await settled(page);
}

/** No skeleton left, the socket live, the fonts there. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).first().waitFor();
  await page
    .getByText(/^Loading/)
    .first()
    .waitFor({ state: 'hidden' });
  await page.evaluate(() => document.fonts.ready.then(() => true));
}
