/** Every way in: a forgotten password, a confirmed address, an invitation, a second factor, a passkey; each by the mails that lead there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Demo } from '../../dev/demo/file.ts';
import { launchBrowser } from '../support/browser.ts';
import { linkMailedTo } from '../support/mailbox.ts';
import { PASSWORD, type Person, signUp } from '../support/person.ts';
import { TestStack } from '../support/stack.ts';
import { totpCode } from '../support/totp.ts';
import { DESKTOP, enterCredentials, expectUsable, openPage, PHONE } from '../support/web-page.ts';

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

const signedIn = (page: Page) => page.getByRole('heading', { name: 'Overview' }).waitFor();

it('a forgotten password is set anew by mail, once', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openPage(browser, PHONE, 'dark');
  await page.goto(`${demo.webUrl}/sign-in`);
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expectUsable(page);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await expectUsable(page);

  const link = await linkMailedTo(demo.mailUrl, person.email, 'Set a new password');
  await page.goto(link);
  await page.getByLabel('New password').fill('a better password');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
  await expectUsable(page);
  expect((await person.call('GET', '/me')).status).toBe(401);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await enterCredentials(page, person.email, 'a better password');
  await signedIn(page);

  await page.goto(link);
  await page.reload();
  await page.getByLabel('New password').fill('another password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('This link does not work any more.').waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('a new address is confirmed by the mail, and a worn-out link can be replaced', async () => {
  const person = await signUp(stack);
  const link = await linkMailedTo(demo.mailUrl, person.email, 'Confirm your e-mail');
  const { context, page, troubles } = await openPage(browser, DESKTOP, 'light');
  // The test signed up without the app, which asks to come back to its own page.
  await page.goto(link.replace('callbackURL=%2F', 'callbackURL=%2Fconfirmed'));
  await page.getByRole('heading', { name: 'Thank you, that is confirmed' }).waitFor();
  await expectUsable(page);
  expect((await person.call('GET', '/me')).body).toMatchObject({ user: { emailVerified: true } });

  await page.context().clearCookies();
  await page.goto(`${demo.webUrl}/confirmed?error=TOKEN_EXPIRED`);
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await page.getByLabel('E-mail').fill(person.email);
  await expectUsable(page);
  await page.getByRole('button', { name: 'Send a new link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

it('where the address comes first, signing up says to open the mail, and sends it again', async () => {
  const { context, page, troubles } = await openPage(browser, PHONE, 'light');
  // What the auth service answers with EMAIL_VERIFICATION = "required"; the local stack lets people in at once.
  await page.route('**/api/auth/sign-up/email', (route) => route.fulfill({ json: { token: null, user: {} } }));
  await page.goto(`${demo.webUrl}/sign-up`);
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('E-mail').fill('grace@people.test');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Open the mail we sent you' }).waitFor();
  await page.getByText('grace@people.test').waitFor();
  await expectUsable(page);
  await page.getByRole('button', { name: 'Send the mail again' }).click();
  await page.getByText('Sent again.').waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('an invited person sees what they are invited to, makes an account, and is in', async () => {
  const owner = await signUp(stack);
  const email = `invited-${crypto.randomUUID()}@people.test`;
  await owner.call('POST', '/invitations', { email, role: 'viewer' });
  const link = await linkMailedTo(demo.mailUrl, email, 'invites you');
  const { context, page, troubles } = await openPage(browser, PHONE, 'light');
  await page.goto(link);
  await page.getByRole('heading', { name: /^Join / }).waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: 'Create an account' }).click();
  expect(page.url()).not.toContain('token');
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: /^Join / }).click();
  await signedIn(page);
  const members = (await owner.call('GET', '/members')).body as { email: string; role: string }[];
  expect(members).toContainEqual(expect.objectContaining({ email, role: 'viewer' }));

  await page.goto(link);
  await page.getByText('This invitation does not exist any more').waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

it('an invitation to somebody else asks to sign out first', async () => {
  const [owner, other] = [await signUp(stack), await signUp(stack)];
  const email = `invited-${crypto.randomUUID()}@people.test`;
  await owner.call('POST', '/invitations', { email, role: 'editor' });
  const link = await linkMailedTo(demo.mailUrl, email, 'invites you');
  const { context, page } = await openPage(browser, DESKTOP, 'dark');
  await page.goto(`${demo.webUrl}/sign-in`);
  await enterCredentials(page, other.email, PASSWORD);
  await signedIn(page);
  await page.goto(link);
  await page.getByText(`You are signed in as ${other.email}.`).waitFor();
  await expectUsable(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'I have an account' }).click();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  await context.close();
});

it('a second factor is asked for: the code of the app, or a backup code, once', async () => {
  const person = await signUp(stack);
  const { secret, backupCodes } = await setUpSecondFactor(person);
  const { context, page, troubles } = await openPage(browser, DESKTOP, 'light');
  const begin = async () => {
    await page.context().clearCookies();
    await page.goto(`${demo.webUrl}/sign-in`);
    await enterCredentials(page, person.email, PASSWORD);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
  };
  const send = () => page.getByRole('button', { name: 'Sign in' }).click();
  await begin();
  await expectUsable(page);
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await send();
  await page.getByText('This code is not right.').waitFor();
  await page.getByLabel('Code', { exact: true }).fill(totpCode(secret, Date.now()));
  await send();
  await signedIn(page);

  for (const answer of ['in', 'used before']) {
    await begin();
    await page.getByRole('button', { name: 'Use a backup code' }).click();
    await page.getByLabel('Backup code').fill(backupCodes[0] ?? '');
    await send();
    if (answer === 'in') await signedIn(page);
    else await page.getByText('This backup code is not right').waitFor();
  }
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

it('a passkey is added, named, used instead of a password, and removed', async () => {
  const person = await signUp(stack);
  const { context, page, troubles } = await openPage(browser, PHONE, 'dark');
  await keepPasskeys(page);
  // Browsers keep passkeys for names, not for addresses.
  const webUrl = demo.webUrl.replace('127.0.0.1', 'localhost');
  await page.goto(`${webUrl}/sign-in?next=%2Faccount`);
  await enterCredentials(page, person.email, PASSWORD);
  await page.getByText('A passkey opens your account').waitFor();
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('Phone');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  const row = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');
  await row.getByText('Phone').waitFor();
  await row.getByRole('button', { name: 'Rename Phone' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('My phone');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await row.getByText('My phone').waitFor();
  await expectUsable(page);
  await linkMailedTo(demo.mailUrl, person.email, 'A passkey was added');

  const again = async () => {
    await page.context().clearCookies();
    await page.goto(`${webUrl}/sign-in`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
  };
  await again();
  await signedIn(page);
  await page.goto(`${webUrl}/account`);
  await row.getByRole('button', { name: 'Remove My phone' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('A passkey opens your account').waitFor();
  await again();
  await page.getByText('This passkey does not belong to an account here.').waitFor();
  await expectUsable(page);
  expect(troubles).toEqual([]);
  await context.close();
});

/** The browser gets a device of its own that knows its owner's face and says yes to everything. */
async function keepPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function setUpSecondFactor({ call }: Person): Promise<{ secret: string; backupCodes: string[] }> {
  const enabled = await call('POST', '/auth/two-factor/enable', { password: PASSWORD });
  const { totpURI, backupCodes } = enabled.body as { totpURI: string; backupCodes: string[] };
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  const verified = await call('POST', '/auth/two-factor/verify-totp', { code: totpCode(secret, Date.now()) });
  if (verified.status !== 200) throw new Error(`verify-totp answered ${verified.status}`);
  return { secret, backupCodes };
}
