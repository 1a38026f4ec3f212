import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createAuth } from '#platform/auth/auth.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { linkIn, mailsTo, mailTo } from '#test/worker/mail.ts';
import { cookieOf, from, PASSWORD, signIn, signUp, type TestPerson, WEB } from '../auth/test-person.ts';
import { request } from '../test-client.ts';

const NEW_PASSWORD = 'an entirely new password';
type ErrorAnswer = { error: { code: string; message: string } };

/** Opens a link of a mail in a browser of the web app's host. */
const open = (url: URL, cookie = '') => request('GET', url.pathname + url.search, { ...from(), cookie });

describe('a forgotten password', () => {
  it('is replaced through the mail, once, and every session ends', async () => {
    const { email, cookie } = await signUp();
    expect((await request('POST', '/auth/request-password-reset', from(), { email })).status).toBe(200);
    const link = linkIn(await mailTo(email, 'Set a new password'));
    expect(link.origin + link.pathname).toBe(`${WEB}/reset-password`);
    const token = new URLSearchParams(link.hash.slice(1)).get('token');
    const reset = () => request('POST', '/auth/reset-password', from(), { token, newPassword: NEW_PASSWORD });
    expect((await reset()).status).toBe(200);
    expect((await reset()).status).toBe(400);
    expect((await request('GET', '/me', { cookie })).status).toBe(401);
    await expect(signIn(email)).rejects.toThrow('401');
    expect((await (await signIn(email, NEW_PASSWORD)).call('GET', '/me')).status).toBe(200);
    await mailTo(email, 'Your password was changed');
  });

  it('does not tell who has an account', async () => {
    const { email } = await signUp();
    const known = await request('POST', '/auth/request-password-reset', from(), { email });
    const unknown = await request('POST', '/auth/request-password-reset', from(), { email: 'nobody@acme.test' });
    expect(unknown).toMatchObject({ status: known.status, body: known.body });
    expect(await mailsTo('nobody@acme.test')).toEqual([]);
  });

  it('cannot be used to fill a mailbox', async () => {
    const answers = [];
    for (let n = 0; n < 12; n++)
      answers.push(
        (await request('POST', '/auth/request-password-reset', from(), { email: 'target@acme.test' })).status,
      );
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });
});

describe('an address', () => {
  it('is confirmed by the link in the mail', async () => {
    const { email, call, cookie } = await signUp();
    const before = await call<{ user: { emailVerified: boolean } }>('GET', '/me');
    expect(before.body.user.emailVerified).toBe(false);
    const answer = await open(linkIn(await mailTo(email, 'Confirm your e-mail')), cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    expect((await call<{ user: { emailVerified: boolean } }>('GET', '/me')).body.user.emailVerified).toBe(true);
  });

  it('moves only when both the old and the new one agree', async () => {
    const { email, call, cookie } = await signUp();
    await open(linkIn(await mailTo(email, 'Confirm your e-mail')), cookie);
    const newEmail = `moved.${email}`;
    expect((await call('POST', '/auth/change-email', { newEmail })).status).toBe(200);
    await open(linkIn(await mailTo(email, 'Change of your e-mail')), cookie);
    expect((await call<{ user: { email: string } }>('GET', '/me')).body.user.email).toBe(email);
    await open(linkIn(await mailTo(newEmail, 'Confirm your e-mail')), cookie);
    expect((await call<{ user: { email: string } }>('GET', '/me')).body.user.email).toBe(newEmail);
  });
});

describe('where confirming comes first', () => {
  const auth = createAuth({
    control: (env as unknown as ApiEnv).CONTROL,
    secret: 'another secret of the tests, long enough',
    baseUrl: WEB,
    trustedOrigins: [WEB],
    signUpOpen: true,
    emailFirst: true,
    attemptsPerWindow: 100,
    providers: {},
    log: NO_LOG,
    post: (to, { subject }) => void posted.push({ to, subject }),
    hashAddress: () => '',
    onNewPerson: () => Promise.resolve(),
    onSignedOut: () => Promise.resolve(),
    mayLeave: () => Promise.resolve(),
    onLeaving: () => Promise.resolve(),
  });
  const posted: { to: string; subject: string }[] = [];
  const post = async (path: string, body: object) => {
    const headers = { ...from(), 'content-type': 'application/json' };
    const answer = await auth.handler(
      new Request(`${WEB}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return { status: answer.status, cookies: answer.headers.getSetCookie(), body: await answer.json<object>() };
  };

  it('signing up says the same for a new and for a known address, and lets nobody in', async () => {
    const email = `first.${crypto.randomUUID()}@acme.test`;
    const person = { email, password: PASSWORD, name: 'Ada' };
    const fresh = await post('/sign-up/email', person);
    const known = await post('/sign-up/email', person);
    expect(fresh.status).toBe(200);
    expect(known.status).toBe(fresh.status);
    expect(Object.keys(known.body)).toEqual(Object.keys(fresh.body));
    expect([...fresh.cookies, ...known.cookies]).toEqual([]);
    expect((await post('/sign-in/email', person)).status).toBe(403);
    expect((await post('/sign-in/email', { ...person, password: 'wrong wrong' })).status).toBe(401);
    await expect.poll(() => posted.map(({ subject }) => subject)).toContain('You already have an account');
  });
});

describe('a second factor', () => {
  /** The code an authenticator app shows (RFC 6238: SHA-1, six digits, 30 seconds). */
  async function codeOf(uri: string): Promise<string> {
    const secret = base32(new URL(uri).searchParams.get('secret') ?? '');
    const counter = new DataView(new ArrayBuffer(8));
    counter.setUint32(4, Math.floor(Date.now() / 30_000));
    const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, counter));
    const at = mac[19]! & 15;
    const number = (((mac[at]! & 127) << 24) | (mac[at + 1]! << 16) | (mac[at + 2]! << 8) | mac[at + 3]!) % 1_000_000;
    return String(number).padStart(6, '0');
  }

  function base32(text: string): Uint8Array {
    const bits = text
      .replaceAll('=', '')
      .split('')
      .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
      .join('');
    return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  }

  async function withSecondFactor(): Promise<{ person: TestPerson; uri: string; backupCodes: string[] }> {
    const person = await signUp();
    const { body } = await person.call<{ totpURI: string; backupCodes: string[] }>('POST', '/auth/two-factor/enable', {
      password: PASSWORD,
    });
    const verified = await person.call('POST', '/auth/two-factor/verify-totp', { code: await codeOf(body.totpURI) });
    expect(verified.status).toBe(200);
    return { person, uri: body.totpURI, backupCodes: body.backupCodes };
  }

  const begin = async (email: string) => {
    const { headers, body } = await request('POST', '/auth/sign-in/email', from(), { email, password: PASSWORD });
    expect(body).toMatchObject({ twoFactorRedirect: true });
    return cookieOf(headers);
  };

  it('is asked for after the password, and the password alone opens nothing', async () => {
    const { person, uri } = await withSecondFactor();
    const cookie = await begin(person.email);
    expect((await request('GET', '/me', { cookie })).status).toBe(401);
    const wrong = await request('POST', '/auth/two-factor/verify-totp', { ...from(), cookie }, { code: '000000' });
    expect(wrong.status).toBe(401);
    const right = await request(
      'POST',
      '/auth/two-factor/verify-totp',
      { ...from(), cookie },
      { code: await codeOf(uri) },
    );
    expect(right.status).toBe(200);
    const me = await request<{ user: object }>('GET', '/me', { cookie: cookieOf(right.headers) });
    expect(me.body.user).toMatchObject({ email: person.email, twoFactorEnabled: true });
  });

  it('can be replaced by each backup code once', async () => {
    const { person, backupCodes } = await withSecondFactor();
    const use = async () => {
      const cookie = await begin(person.email);
      const body = { code: backupCodes[0] };
      return (await request('POST', '/auth/two-factor/verify-backup-code', { ...from(), cookie }, body)).status;
    };
    expect(await use()).toBe(200);
    expect(await use()).toBe(401);
  });
});

describe('sessions', () => {
  it('are listed without their secrets, ended one by one or all others, and nobody else’s', async () => {
    const one = await signUp();
    const two = await signIn(one.email);
    const three = await signIn(one.email);
    type Sessions = { id: string; current: boolean }[];
    const { body: listed } = await one.call<Sessions>('GET', '/me/sessions');
    expect(listed).toHaveLength(3);
    expect(JSON.stringify(listed)).not.toContain(/session_token=([^.;]+)/.exec(one.cookie)?.[1]);
    const stranger = await signUp();
    const current = (await two.call<Sessions>('GET', '/me/sessions')).body.find((each) => each.current)!;
    expect((await stranger.call('DELETE', `/me/sessions/${current.id}`)).status).toBe(404);
    expect((await one.call('DELETE', `/me/sessions/${current.id}`)).status).toBe(200);
    expect((await two.call('GET', '/me')).status).toBe(401);
    expect((await three.call('GET', '/me')).status).toBe(200);
    expect((await one.call('DELETE', '/me/sessions')).body).toEqual({ ended: 1 });
    expect((await three.call('GET', '/me')).status).toBe(401);
    expect((await one.call('GET', '/me')).status).toBe(200);
  });

  it('all end but one’s own when the password is changed', async () => {
    const one = await signUp();
    const other = await signIn(one.email);
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const { status, headers } = await one.call('POST', '/auth/change-password', change);
    expect(status).toBe(200);
    expect((await other.call('GET', '/me')).status).toBe(401);
    expect((await request('GET', '/me', { cookie: cookieOf(headers) })).status).toBe(200);
    await mailTo(one.email, 'Your password was changed');
  });

  it('do not show the library’s list, which holds secrets', async () => {
    const { call } = await signUp();
    expect((await call('GET', '/auth/list-sessions')).status).toBe(404);
  });
});

describe('an account', () => {
  it('remembers what happened to it', async () => {
    const one = await signUp();
    const two = await signIn(one.email);
    await two.call('DELETE', '/me/sessions');
    const { body } = await two.call<{ action: string; ipHash: string }[]>('GET', '/me/activity');
    expect(body.map(({ action }) => action)).toEqual([
      'account.end-other-sessions',
      'account.sign-in.email',
      'account.sign-up.email',
    ]);
    for (const { ipHash } of body) expect(ipHash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('goes after a mail, and its lonely workspace with it after the grace period', async () => {
    const { email, call, cookie } = await signUp();
    const { workspaceId } = (await call<{ workspaceId: string }>('GET', '/me')).body;
    expect((await call('POST', '/auth/delete-user', {})).status).toBe(200);
    expect((await call('GET', '/me')).status).toBe(200);
    const gone = await open(linkIn(await mailTo(email, 'Delete your account')), cookie);
    expect([200, 302]).toContain(gone.status);
    expect((await call('GET', '/me')).status).toBe(401);
    await expect(signIn(email)).rejects.toThrow('401');
    const row = await (env as unknown as ApiEnv).CONTROL.prepare('SELECT delete_at FROM workspaces WHERE id = ?')
      .bind(workspaceId)
      .first<{ delete_at: number }>();
    expect(row?.delete_at).toBeGreaterThan(Date.now());
  });

  it('stays while it owns a workspace where others work', async () => {
    const { email, call } = await signUp();
    const { workspaceId } = (await call<{ workspaceId: string }>('GET', '/me')).body;
    const other = await signUp();
    const { id } = (await other.call<{ user: { id: string } }>('GET', '/me')).body.user;
    await (env as unknown as ApiEnv).CONTROL.prepare('INSERT INTO members VALUES (?, ?, ?, ?)')
      .bind(workspaceId, id, 'editor', Date.now())
      .run();
    const refused = await call<ErrorAnswer>('POST', '/auth/delete-user', {});
    expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
    expect((await mailsTo(email)).filter(({ subject }) => subject.includes('Delete'))).toEqual([]);
    expect(await new Memberships((env as unknown as ApiEnv).CONTROL).owned(id)).toBe(1);
  });
});

it('says before anybody signs in how one gets in', async () => {
  expect((await request('GET', '/sign-in-options')).body).toEqual({
    signUp: true,
    emailVerification: 'later',
    providers: [],
    twoFactor: true,
    passkeys: true,
  });
});
