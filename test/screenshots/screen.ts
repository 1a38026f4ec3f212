/** What a picture is taken of, and the ways to say it. */
import type { Locator, Page } from 'playwright-core';

export interface Screen {
  /** Of the file; letters and hyphens. */
  name: string;
  /** Within the web app; `{workspace}`, `{link}`, `{webhook}`, `{domain}`, `{shared}`… stand for those of the scene. */
  path: string;
  /** Takes steps where the address alone does not lead there. Resolves with what has to be in sight. */
  open: (page: Page) => Locator | Promise<Locator>;
  /** Seen without signing in. */
  isGuest?: true;
}

export const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first();
export const list = (name: string) => (page: Page) => page.getByRole('list', { name }).first();
export const guest = (name: string, path: string, open: Screen['open']): Screen => ({
  name,
  path,
  open,
  isGuest: true,
});
export const member = (name: string, path: string, open: Screen['open']): Screen => ({ name, path, open });
/** A dialog behind one button. */
export const pressed =
  (button: string): Screen['open'] =>
  async (page) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    return page.getByRole('dialog');
  };
export const setting = (name: string, open: Screen['open']): Screen =>
  member(name, `/{workspace}/settings/${name}`, open);

/** What the menu of one link in the list does. */
export async function chosen(page: Page, key: string, item: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^More for .*/${key}$`) }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The panel of one link, with one of its parts open. */
export const panel = (name: string, key: string, part: RegExp, open: Screen['open']) =>
  member(name, `/{workspace}/links?q=${key}`, async (page) => {
    await chosen(page, key, 'Edit');
    const toggle = page.getByRole('button', { name: part });
    await toggle.click();
    const sight = await open(page);
    await sight.waitFor();
    await toggle.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    return sight;
  });

/** As another product exports them, with one mistake. */
const OLD_LINKS = `long_url,keyword,title
https://example.com/catalogue,old-catalogue,Catalogue
https://example.com/stores,old-stores,Stores
not an address,old-mistake,Broken
https://example.com/jobs,old-jobs,Jobs
`;

/** Hands the import wizard a file and has it checked. */
export async function checkFile(page: Page): Promise<Locator> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'old-links.csv', mimeType: 'text/csv', buffer: Buffer.from(OLD_LINKS) });
  await page.getByRole('button', { name: 'Check the file' }).click();
  return page.getByRole('button', { name: /^Import \d/ });
}
