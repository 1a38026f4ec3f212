/** Every screen there is a picture of. A new screen is one line here: its name, its address, and what is there once it is complete. */
import type { Page } from 'playwright-core';
import { MOMENTS } from './moments.ts';
import { checkFile, guest, heading, list, member, panel, pressed, type Screen, setting } from './screen.ts';

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
  member('links', '/{workspace}/links?sort=clicks', list('Links')),
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
  member('import-checked', '/{workspace}/import', checkFile),
  member('analytics', '/{workspace}/analytics?range=90d', trendDrawn),
  member('analytics-country', '/{workspace}/analytics?range=90d&country=DE&device=-Tablet', async (page) => {
    await trendDrawn(page);
    await page.getByRole('region', { name: 'Locations' }).scrollIntoViewIfNeeded();
    await page.getByRole('img', { name: 'Map of Germany' }).waitFor();
    return page.getByRole('list', { name: 'Regions' });
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
    return page.getByText('Batch', { exact: true });
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
  ...MOMENTS,
  member('not-found', '/{workspace}/no/such/page', (page) => page.getByText('There is nothing at this address')),
];
