/**
 * What is there only for a moment: an answer on its way, a secret shown once, a question before the end of something. Answers of
 * the API stand in for what would change the demo workspace with every picture, or be over too soon.
 */
import type { Page } from 'playwright-core';
import type { CreatedToken } from '#core/token/wire.ts';
import type { WireImport } from '#core/import/wire.ts';
import { checkFile, chosen, list, member, pressed, type Screen } from './screen.ts';

const TOKEN = 'hop_PictureOnlyPictureOnlyPictureOnlyPicture1';
const TOTP = 'otpauth://totp/Hopline:demo?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Hopline';
const HALF_WAY = { lines: 6_210, created: 6_174, unchanged: 24, refused: 12, clicks: 48_312 };

const importRunning = async (page: Page) => {
  const ready = await checkFile(page);
  await ready.waitFor();
  const running = { state: 'running', dryRun: false, progress: 0.47, finishedAt: null, ...HALF_WAY } as const;
  await page.route(/\/api\/imports\/imp_\w+(\/start)?$/, async (route) => {
    const id = /imp_\w+/.exec(route.request().url())?.[0];
    const known = await page.request.get(new URL(`/api/imports/${id}`, page.url()).href, {
      headers: route.request().headers(),
    });
    await route.fulfill({ json: { ...((await known.json()) as WireImport), ...running } });
  });
  await ready.click();
  return page.getByRole('progressbar').first();
};

const tokenShown = async (page: Page) => {
  const known = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/tokens');
  await page.reload();
  const [like] = (await (await known).json()) as object[];
  await page.route('**/api/tokens', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const made = { ...like, id: 'tok_picture', name: 'Nightly report', kind: 'secret', token: TOKEN } as CreatedToken;
    await route.fulfill({ status: 201, json: made });
  });
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly report');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  return page.getByRole('button', { name: /^Copy/ });
};

const secondFactor = async (page: Page) => {
  await page.route('**/two-factor/enable', (route) => route.fulfill({ json: { totpURI: TOTP, backupCodes: [] } }));
  const dialog = await pressed('Set up…')(page);
  await dialog.getByLabel('Your password').fill('not looked at');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  return dialog.getByRole('img', { name: 'QR code of the key' });
};

const talk = (tab: 'Comments' | 'History') => async (page: Page) => {
  await chosen(page, 'launch', 'Edit');
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: tab }).click();
  return page.getByRole('dialog').getByRole('list', { name: tab }).getByRole('listitem').first();
};

const commandResults = async (page: Page) => {
  await list('Links')(page).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('news');
  return page.getByRole('option', { name: /newsletter/ }).first();
};

/** Of this page alone: its neighbours in the same profile stay connected. */
const offline = async (page: Page) => {
  await list('Links')(page).waitFor();
  await page.waitForLoadState('networkidle');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', {
    offline: true,
    latency: 0,
    downloadThroughput: 0,
    uploadThroughput: 0,
  });
  return page.getByText('You are offline. Changes are not saved.');
};

const undo = async (page: Page) => {
  await page.route('**/api/links/bulk*', (route) => route.fulfill({ json: { deletedCount: 1 } }));
  const more = page.getByRole('button', { name: /^More for / });
  await more.nth(1).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  return page.getByRole('button', { name: 'Undo' });
};

export const MOMENTS: readonly Screen[] = [
  member('import-running', '/{workspace}/import', importRunning),
  member('token-shown', '/{workspace}/settings/tokens', tokenShown),
  member('domain-delete', '/{workspace}/settings/domains/{brand}', pressed('Delete…')),
  member('second-factor', '/account', secondFactor),
  member('passkey', '/account', pressed('Add a passkey…')),
  member('link-comments', '/{workspace}/links?q=launch', talk('Comments')),
  member('link-history', '/{workspace}/links?q=launch', talk('History')),
  member('command-results', '/{workspace}/links', commandResults),
  member('offline', '/{workspace}/links?sort=clicks', offline),
  member('undo', '/{workspace}/links?sort=clicks', undo),
];
