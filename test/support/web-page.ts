/** Pages of the web app in a real browser: opened in a fresh profile, watched for troubles, measured by axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { PASSWORD, type Person } from './person.ts';

export const DESKTOP = { name: 'desktop', width: 1440, height: 900, isMobile: false } as const;
export const PHONE = { name: 'phone', width: 390, height: 844, isMobile: true } as const;
export type Screen = typeof DESKTOP | typeof PHONE;

export interface OpenPage {
  context: BrowserContext;
  page: Page;
  /** What went wrong inside the page, but for the answers it has to expect: it asks who is signed in. */
  troubles: string[];
}

export async function openPage(browser: Browser, screen: Screen, colorScheme: 'light' | 'dark'): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: screen,
    isMobile: screen.isMobile,
    hasTouch: screen.isMobile,
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    const refused = message.text().includes('the server responded with a status of 4');
    if (message.type() === 'error' && !refused) troubles.push(message.text());
  });
  onTestFailed(async () => {
    const said = await page
      .locator('body')
      .innerText()
      .catch(() => '');
    console.log(`The page was ${page.url()}, showed`, said.slice(0, 1_500), 'and said:', troubles);
  });
  return { context, page, troubles };
}

/** A page of somebody who signed up, at an address in which `{slug}` stands for their workspace; it has a heading. */
export async function openSignedIn(
  browser: Browser,
  webUrl: string,
  person: Person,
  path: string,
  screen: Screen,
  colorScheme: 'light' | 'dark',
): Promise<OpenPage & { slug: string }> {
  const opened = await openPage(browser, screen, colorScheme);
  const workspaces = (await person.call('GET', '/workspaces')).body as { id: string; slug: string }[];
  const { slug } = workspaces.find(({ id }) => id === person.workspaceId) ?? { slug: '' };
  await opened.page.goto(`${webUrl}/sign-in?next=${encodeURIComponent(path.replace('{slug}', slug))}`);
  await opened.page.getByLabel('E-mail').fill(person.email);
  await opened.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await opened.page.getByRole('button', { name: 'Sign in' }).click();
  await opened.page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return { ...opened, slug };
}

/** Usable by everyone, and no wider than the screen. */
export async function expectUsable(page: Page): Promise<void> {
  const where = `${new URL(page.url()).pathname} at ${page.viewportSize()?.width}`;
  await page.evaluate(animationsEnded);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const describeNodes = (nodes: { html: string }[]) => nodes.map((node) => node.html.slice(0, 160)).join(' | ');
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${describeNodes(nodes)}`)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([where, Math.max(0, overflow)]).toEqual([where, 0]);
}

/** In the page: a colour half-way through a transition is nobody's choice. */
async function animationsEnded(): Promise<void> {
  const ending = document.getAnimations().filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((animation) => animation.finished));
}

/** From now on every page of the context remembers what moved without anybody having touched it. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    });
    observer.observe({ type: 'layout-shift', buffered: true });
  });
}

/** Cumulative layout shift of the page since it was loaded (web.dev/cls, as one session). */
export function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, each) => sum + each, 0));
}
