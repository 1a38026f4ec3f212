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

/** As another product exports them, with one mistake. */
const OLD_LINKS = `long_url,keyword,title
https://example.com/catalogue,old-catalogue,Catalogue
https://example.com/stores,old-stores,Stores
not an address,old-mistake,Broken
https://example.com/jobs,old-jobs,Jobs
`;

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first();
const list = (name: string) => (page: Page) => page.getByRole('list', { name }).first();
const guest = (name: string, path: string, open: Screen['open']): Screen => ({ name, path, open, isGuest: true });
const member = (name: string, path: string, open: Screen['open']): Screen => ({ name, path, open });
/** A dialog behind one button. */
const pressed =
  (button: string): Screen['open'] =>
  async (page) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    return page.getByRole('dialog');
  };
const setting = (name: string, open: Screen['open']): Screen => member(name, `/{workspace}/settings/${name}`, open);

/** The panel of one link, with one of its parts open. */
const panel = (name: string, key: string, part: RegExp, open: Screen['open']) =>
  member(name, `/{workspace}/links?q=${key}`, async (page) => {
    await page.getByRole('button', { name: new RegExp(`^More for .*/${key}$`) }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const toggle = page.getByRole('button', { name: part });
    await toggle.click();
    const sight = await open(page);
    await sight.waitFor();
    await toggle.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    return sight;
  });

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
  member('onboarding', '/{empty}', heading('Your first click')),
  member('links', '/{workspace}/links', list('Links')),
  member('link', '/{workspace}/links/{link}', trafficDrawn),
  member('link-new', '/{workspace}/links', async (page) => {
    await list('Links')(page).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Destination' }).fill('https://example.com/autumn');
    return page.getByText('When it is shared');
  }),
  panel('link-panel', 'launch', /^Campaign/, (page) => page.getByRole('textbox', { name: 'Source' })),
  panel('link-targeting', 'launch', /^Targeting/, (page) => page.getByRole('button', { name: 'Add a rule' })),
  panel('link-split', 'webinar', /^A\/B test/, (page) => page.getByRole('textbox', { name: 'Destination B' })),
  panel('link-schedule', 'launch', /^Schedule and limits/, (page) => page.getByLabel('Number of clicks')),
  panel('qr-code', 'launch', /^QR code/, (page) => page.getByRole('link', { name: 'SVG' })),
  member('import', '/{workspace}/import', (page) => page.getByRole('button', { name: 'Check the file' })),
  member('import-checked', '/{workspace}/import', async (page) => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'old-links.csv', mimeType: 'text/csv', buffer: Buffer.from(OLD_LINKS) });
    await page.getByRole('button', { name: 'Check the file' }).click();
    return page.getByRole('button', { name: /^Import \d/ });
  }),
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
  member('shortcuts', '/{workspace}/links', async (page) => {
    await list('Links')(page).waitFor();
    await page.keyboard.press('?');
    return page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  }),
  member('developer', '/{workspace}/developer', (page) => page.locator('[data-operation]').first()),
  member('developer-operation', '/{workspace}/developer?q=links&op=createLink', (page) =>
    page.getByRole('region', { name: 'curl request' }),
  ),
  member('proof', '/{workspace}/proof', (page) => page.getByRole('region', { name: 'Audit' }).getByRole('table')),
  member('settings', '/{workspace}/settings', (page) => page.getByRole('switch', { name: 'Strict mode' })),
  member('workspace-delete', '/{workspace}/settings', pressed('Delete…')),
  member('invite', '/{workspace}/settings/members', pressed('Invite')),
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
