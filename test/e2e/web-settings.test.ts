/** The settings of a workspace and of a person, each journey as it is gone in a browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { linkMailedTo } from '../support/mailbox.ts';
import { PASSWORD, type Person, signUp } from '../support/person.ts';
import type { Demo } from '../../dev/demo/file.ts';
import { TestStack } from '../support/stack.ts';
import { totpCode } from '../support/totp.ts';
import { DESKTOP, expectUsable, openSignedIn, PHONE, type Screen } from '../support/web-page.ts';

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

const openAs = (person: Person, path: string, screen: Screen, scheme: 'light' | 'dark') =>
  openSignedIn(browser, demo.webUrl, person, path, screen, scheme);

const said = (page: Page, words: string) => page.getByText(words).first().waitFor();

it('a workspace is renamed, made strict, deleted, and kept after all', async () => {
  const person = await signUp(stack);
  const { context, page, troubles, slug } = await openAs(person, '/{slug}/settings', PHONE, 'dark');
  await page.getByLabel('Name').fill('Analytical Engines');
  await page.getByLabel('Address').fill(`${slug}-2`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/${slug}-2/settings`);
  await said(page, 'Workspace saved');
  await page.getByRole('switch', { name: 'Strict mode' }).click();
  await said(page, 'Strict mode is on');
  expect((await person.call('GET', `/workspaces/${person.workspaceId}`)).body).toMatchObject({
    name: 'Analytical Engines',
    slug: `${slug}-2`,
    clickAck: 'before',
  });
  await expectUsable(page);

  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await dialog.getByText(`Type ${slug}-2 to go on.`).waitFor();
  await expectUsable(page);
  await dialog.getByLabel(/to confirm/).fill(`${slug}-2`);
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await said(page, 'Analytical Engines will be deleted on');
  await dialog.waitFor({ state: 'hidden' });
  await expectUsable(page);
  await page.getByRole('button', { name: 'Keep the workspace' }).click();
  await said(page, 'Analytical Engines stays');
  expect(troubles).toEqual([]);
  await context.close();
});

it('an owner invites, changes a role and removes; a viewer sees only what a viewer may', async () => {
  const [owner, other] = [await signUp(stack), await signUp(stack)];
  await owner.call('POST', '/invitations', { email: other.email, role: 'editor' });
  const link = await linkMailedTo(demo.mailUrl, other.email, 'invites you');
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token');
  await other.call('POST', '/invitations/accept', { token });
  const joined: Person = { ...other, workspaceId: owner.workspaceId };

  const { context, page, troubles } = await openAs(owner, '/{slug}/settings/members', DESKTOP, 'light');
  const row = page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: other.email });
  await row.getByRole('combobox').selectOption('viewer');
  await said(page, 'is viewer now');
  await page.getByRole('table', { name: 'Permissions by role' }).waitFor();
  await expectUsable(page);

  const seen = await openAs(joined, '/{slug}/settings/members', PHONE, 'light');
  await seen.page.getByRole('list', { name: 'Members' }).waitFor();
  expect(await seen.page.getByRole('button', { name: 'Invite' }).count()).toBe(0);
  expect(await seen.page.getByRole('link', { name: 'Tokens' }).count()).toBe(0);
  await expectUsable(seen.page);
  await seen.page.goto(seen.page.url().replace('/members', '/tokens'));
  await said(seen.page, 'Your role does not include this');
  await seen.context.close();

  await row.getByRole('button', { name: /^Remove / }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
  expect((await other.call('GET', '/members', undefined, owner.workspaceId)).status).toBeGreaterThanOrEqual(400);

  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('new@people.test');
  await expectUsable(page);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const waiting = page.getByRole('list', { name: 'Invitations' });
  await waiting.getByText('new@people.test').waitFor();
  await waiting.getByRole('button', { name: 'Take back from new@people.test' }).click();
  await said(page, 'Nobody is waiting');
  expect(troubles).toEqual([]);
  await context.close();
});

it('a token is made with chosen scopes, shown once, rotated and revoked', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openAs(person, '/{slug}/settings/tokens', PHONE, 'light');
  await said(page, 'No tokens yet');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Importer');
  await dialog.getByLabel('Only what I choose').check();
  await dialog.getByLabel('links.read').check();
  await dialog.getByLabel('Tie it to no person').check();
  await expectUsable(page);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const first = await shownSecret(page, 'Importer');
  await expectUsable(page);
  expect(await statusWith(first, '/links')).toBe(200);
  expect(await statusWith(first, '/tokens')).toBe(403);
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Actions for Importer' }).click();
  await page.getByRole('menuitem', { name: 'Rotate…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('heading', { name: 'Keep this token now' }).waitFor();
  const second = await shownSecret(page, 'Importer');
  expect([await statusWith(first, '/links'), await statusWith(second, '/links')]).toEqual([401, 200]);
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Actions for Importer' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await said(page, 'No tokens yet');
  expect(await statusWith(second, '/links')).toBe(401);
  expect(troubles).toEqual([]);
  await context.close();
});

it('usage shows what is left of the plan, and can be asked again when it fails', async () => {
  const person = await signUp(stack);
  const { context, page } = await openAs(person, '/{slug}/settings', DESKTOP, 'dark');
  await page.route('**/api/usage', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'forbidden', message: 'Not today.', doc_url: '' } } }),
  );
  await page.getByRole('link', { name: 'Plan and usage' }).click();
  const failed = page.getByRole('alert').filter({ hasText: 'We could not load the usage' });
  await failed.getByText('Not today.').waitFor();
  await page.unroute('**/api/usage');
  await failed.getByRole('button', { name: 'Try again' }).click();
  // The local stack puts everybody on the plan without limits.
  await said(page, '0, without limit');
  const near = { used: 41, limit: 50, standing: 'near' };
  await page.route('**/api/usage', async (route) => {
    const usage = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...usage, links: near, warnings: ['82 % of the links are used.'] } });
  });
  await page.reload();
  expect(await page.getByRole('meter', { name: 'Links' }).getAttribute('aria-valuetext')).toBe('41 of 50, 82.0%');
  await said(page, '82 % of the links are used.');
  await page.getByRole('list', { name: 'Plans' }).getByText('Yours').waitFor();
  await expectUsable(page);
  await context.close();
});

it('the audit log is searched by its address, opened, and downloaded', async () => {
  const person = await signUp(stack);
  await person.call('POST', '/tokens', { name: 'Seen', scopes: ['links.read'] });
  const path = '/{slug}/settings/audit-log?action=workspace.*';
  const { context, page, troubles } = await openAs(person, path, PHONE, 'dark');
  await page.getByLabel('Changes of').selectOption('token.*');
  await page.waitForURL(/action=token/);
  const changes = page.getByRole('list', { name: 'Changes' });
  await changes.getByText('made the token Seen').click();
  await changes.getByRole('term').filter({ hasText: 'Name' }).waitFor();
  await changes.getByText('token.create', { exact: true }).waitFor();
  await expectUsable(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  await page.getByLabel('Changes of').selectOption('domain.*');
  await said(page, 'Nothing matches');
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await changes.getByText('made the token Seen').waitFor();
  await page.getByLabel('By', { exact: true }).selectOption({ label: 'Token Seen' });
  await page.waitForURL(/actor=tok_/);
  await said(page, 'Nothing matches');
  expect(troubles).toEqual([]);
  await context.close();
});

it('a person sets up a second factor, signs out elsewhere, and changes the password', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openAs(person, '/account', PHONE, 'light');
  await expectUsable(page);
  await page.getByLabel('Dark').check();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');

  await page.getByRole('button', { name: 'Set up…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor();
  await expectUsable(page);
  const secret = await dialog.getByLabel('Key', { exact: true }).inputValue();
  await dialog.getByLabel('Code the app shows now').fill(totpCode(secret, Date.now()));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('list', { name: 'Backup codes' }).waitFor();
  await expectUsable(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('On', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await said(page, 'Signed out everywhere else');
  expect((await person.call('GET', '/me')).status).toBe(401);

  await page.getByLabel('Current password').fill('not it at all');
  await page.getByLabel('New password').fill('a better password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await said(page, 'This is not your password.');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await said(page, 'Password changed');
  expect(troubles).toEqual([]);
  await context.close();
});

it('an account is deleted by the link in a mail', async () => {
  const person = await signUp(stack);
  const { context, page } = await openAs(person, '/account', DESKTOP, 'dark');
  await page.getByRole('button', { name: 'Delete account…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send the mail' }).click();
  await said(page, 'Look into your mail');
  await page.goto(await linkMailedTo(demo.mailUrl, person.email, 'Delete your account'));
  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor();
  await expectUsable(page);
  expect((await person.call('GET', '/me')).status).toBe(401);
  await context.close();
});

async function shownSecret(page: Page, name: string): Promise<string> {
  await page.getByRole('heading', { name: 'Keep this token now' }).waitFor();
  return page.getByRole('dialog').getByLabel(name).inputValue();
}

async function statusWith(token: string, path: string): Promise<number> {
  return (await fetch(`${demo.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
}
