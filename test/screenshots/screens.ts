/** Every screen there is a picture of. A new screen is one line here: its name, its address, and what is there once it is complete. */
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

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first();
const list = (name: string) => (page: Page) => page.getByRole('list', { name }).first();
const guest = (name: string, path: string, open: Screen['open']): Screen => ({ name, path, open, isGuest: true });
const member = (name: string, path: string, open: Screen['open']): Screen => ({ name, path, open });
const setting = (name: string, open: Screen['open']): Screen => member(name, `/{workspace}/settings/${name}`, open);

const trendDrawn = async (page: Page) => {
  await page.getByRole('region', { name: 'Trend' }).locator('canvas').waitFor();
  return page.getByRole('list', { name: 'Links', exact: true });
};
const trafficDrawn = (page: Page) => page.getByRole('region', { name: 'Traffic' }).locator('canvas');

export const SCREENS: readonly Screen[] = [
  guest('sign-in', '/sign-in', heading('Sign in')),
  guest('sign-up', '/sign-up', heading('Create your account')),
  guest('forgot-password', '/forgot-password', heading('Forgot your password?')),
  guest('invitation', '/invitation#token={invitation}', heading(/^Join /)),
  member('overview', '/{workspace}', trafficDrawn),
  member('links', '/{workspace}/links', list('Links')),
  member('link', '/{workspace}/links/{link}', trafficDrawn),
  member('link-panel', '/{workspace}/links?search=launch', async (page) => {
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByRole('button', { name: /^Campaign/ }).click();
    return page.getByRole('textbox', { name: 'Source' });
  }),
  member('qr-code', '/{workspace}/links?search=launch', async (page) => {
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const toggle = page.getByRole('button', { name: /^QR code/ });
    await toggle.click();
    await toggle.scrollIntoViewIfNeeded();
    return page.getByRole('link', { name: 'SVG' });
  }),
  member('import', '/{workspace}/import', (page) => page.getByRole('button', { name: 'Check the file' })),
  member('analytics', '/{workspace}/analytics?range=90d', trendDrawn),
  member('analytics-country', '/{workspace}/analytics?range=90d&country=DE&device=-Tablet', async (page) => {
    await trendDrawn(page);
    await page.getByRole('region', { name: 'Locations' }).scrollIntoViewIfNeeded();
    return page.getByRole('img', { name: 'Map of Germany' });
  }),
  member('analytics-values', '/{workspace}/analytics?range=90d', async (page) => {
    await page.getByRole('button', { name: 'Show all countries' }).click();
    return page.getByRole('dialog').getByRole('listitem').first();
  }),
  member('analytics-share', '/{workspace}/analytics', async (page) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    return page.getByRole('list', { name: 'Shared pages' });
  }),
  guest('shared-locked', '/share/{locked}', (page) => page.getByLabel('Password')),
  guest('shared', '/share/{shared}', trendDrawn),
  member('live', '/{workspace}/live', (page) => page.locator('[data-country]').first()),
  member('events', '/{workspace}/events?who=all', list('Events')),
  member('event', '/{workspace}/events', async (page) => {
    await page.getByRole('list', { name: 'Events' }).getByRole('button').first().click();
    return page.getByText('In the ledger');
  }),
  member('command-menu', '/{workspace}/links', async (page) => {
    await list('Links')(page).waitFor();
    await page.keyboard.press('Control+k');
    return page.getByRole('option', { name: /^Overview/ });
  }),
  member('developer', '/{workspace}/developer', (page) => page.locator('[data-operation]').first()),
  member('developer-operation', '/{workspace}/developer?q=links&op=createLink', (page) =>
    page.getByRole('region', { name: 'curl request' }),
  ),
  member('proof', '/{workspace}/proof', (page) => page.getByRole('region', { name: 'Audit' }).getByRole('table')),
  member('settings', '/{workspace}/settings', (page) => page.getByRole('switch', { name: 'Strict mode' })),
  setting('members', (page) => page.getByRole('table', { name: 'Permissions by role' })),
  setting('labels', list('Tags')),
  setting('domains', list('Domains')),
  member('domain', '/{workspace}/settings/domains/{domain}', list('DNS records')),
  setting('tokens', list('Tokens')),
  setting('webhooks', list('Webhooks')),
  member('webhook', '/{workspace}/settings/webhooks/{webhook}', async (page) => {
    await page.getByRole('list', { name: 'Deliveries' }).locator('summary').first().click();
    return page.getByRole('region', { name: 'What was posted' });
  }),
  setting('usage', list('Plans')),
  setting('audit-log', list('Changes')),
  setting('exports', async (page) => {
    await page.getByText('Files and checksums').first().click();
    return page.getByRole('region', { name: 'Files' }).first();
  }),
  member('account', '/account', list('Sessions')),
  member('abuse-desk', '/abuse', heading('Abuse desk')),
  member('not-found', '/{workspace}/no/such/page', (page) => page.getByText('There is nothing at this address')),
];
