/** Passkeys: made by who is signed in, used by who is not, and by nobody whose device did not ask. */
import { describe, expect, it } from 'vitest';
import { Authenticator, type Lies } from '#test/worker/authenticator.ts';
import { mailTo } from '#test/worker/mail.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { cookieOf, from, signUp, type TestPerson, WEB } from '../auth/test-person.ts';
import { request } from '../test-client.ts';

type Asked = { challenge: string; rp?: { id: string }; rpId?: string; allowCredentials?: unknown[] };
type Passkey = { id: string; name: string; userId: string };

/** What a device is asked, with the cookie that remembers the question. */
async function ask(path: string, cookie = '') {
  const { status, headers, body } = await request<Asked>('GET', `/auth/passkey/${path}`, { ...from(), cookie });
  return { status, asked: body, cookie: [cookie, cookieOf(headers)].filter(Boolean).join('; ') };
}

async function add(person: TestPerson, device: Authenticator, name = 'Key', lies?: Lies) {
  const { asked, cookie } = await ask('generate-register-options', person.cookie);
  const body = { response: await device.register(asked, lies), name };
  return request<Passkey>('POST', '/auth/passkey/verify-registration', { ...from(), cookie }, body);
}

async function signInWith(device: Authenticator, lies?: Lies) {
  const { asked, cookie } = await ask('generate-authenticate-options');
  const body = { response: await device.signIn(asked, lies) };
  const send = () => request('POST', '/auth/passkey/verify-authentication', { ...from(), cookie }, body);
  return { ...(await send()), again: send };
}

async function withPasskey() {
  const person = await signUp();
  const device = await Authenticator.make(WEB);
  const { status, body } = await add(person, device);
  expect(status).toBe(200);
  return { person, device, passkey: body };
}

describe('a passkey', () => {
  it('opens the account by itself, once for each answer, and the person is told that it was added', async () => {
    const { person, device } = await withPasskey();
    const { status, headers, again } = await signInWith(device);
    expect(status).toBe(200);
    const me = await request<{ user: object }>('GET', '/me', { cookie: cookieOf(headers) });
    expect(me.body.user).toMatchObject({ email: person.email });
    expect((await again()).status).toBe(400);
    await mailTo(person.email, 'A passkey was added');
    const { body } = await person.call<{ action: string }[]>('GET', '/me/activity');
    expect(body.map(({ action }) => action)).toEqual([
      'account.passkey.verify-authentication',
      'account.passkey.verify-registration',
      'account.sign-up.email',
    ]);
  });

  it('opens nothing when its device did not ask who is there, or when a copy of it was used before', async () => {
    const { device } = await withPasskey();
    expect((await signInWith(device, { userVerified: false })).status).toBe(400);
    expect((await signInWith(device, { counter: 1_000 })).status).toBe(200);
    expect((await signInWith(device, { counter: 999 })).status).toBe(400);
    expect((await signInWith(device, { counter: 1_001 })).status).toBe(200);
  });

  it('that was made or used on another page is refused', async () => {
    const origin = 'https://app.hopline.example.evil.test';
    const { person, device } = await withPasskey();
    expect((await signInWith(device, { origin })).status).toBe(400);
    const other = await Authenticator.make(WEB);
    expect((await add(person, other, 'Phished', { origin })).status).toBe(400);
    expect((await add(person, other, 'Not asked', { userVerified: false })).status).toBe(400);
    expect((await signInWith(other)).status).toBe(401);
  });

  it('is made only by who is signed in, for that person, and a device’s answer is nobody else’s', async () => {
    expect((await ask('generate-register-options')).status).toBe(401);
    const [one, two] = [await signUp(), await signUp()];
    const { asked, cookie } = await ask('generate-register-options', one.cookie);
    const response = await (await Authenticator.make(WEB)).register(asked);
    const challenge = cookie
      .split('; ')
      .filter((pair) => pair.includes('passkey'))
      .join('; ');
    const stolen = await request(
      'POST',
      '/auth/passkey/verify-registration',
      { ...from(), cookie: `${two.cookie}; ${challenge}` },
      { response },
    );
    expect(stolen.status).toBe(401);
  });

  it('tells nobody who has one: the question is the same for all', async () => {
    await withPasskey();
    const { asked } = await ask('generate-authenticate-options');
    expect(asked.allowCredentials ?? []).toEqual([]);
  });
});

describe('the list of passkeys', () => {
  it('is one’s own, renamed and shortened by oneself alone', async () => {
    const { person, device, passkey } = await withPasskey();
    const stranger = await signUp();
    const list = (who: TestPerson) => who.call<Passkey[]>('GET', '/auth/passkey/list-user-passkeys');
    expect((await list(person)).body).toMatchObject([{ id: passkey.id, name: 'Key' }]);
    expect((await list(stranger)).body).toEqual([]);
    const rename = (who: TestPerson, name: unknown) =>
      who.call('POST', '/auth/passkey/update-passkey', { id: passkey.id, name });
    const remove = (who: TestPerson) => who.call('POST', '/auth/passkey/delete-passkey', { id: passkey.id });
    for (const { status } of [await rename(stranger, 'Mine'), await remove(stranger)])
      expect([401, 403, 404]).toContain(status);
    for (const name of ['', '  ', 'x'.repeat(65)]) expect((await rename(person, name)).status).toBe(422);
    expect((await rename(person, 'Laptop')).status).toBe(200);
    expect((await list(person)).body).toMatchObject([{ name: 'Laptop' }]);
    expect((await remove(person)).status).toBe(200);
    expect((await list(person)).body).toEqual([]);
    expect((await signInWith(device)).status).toBe(401);
  });

  it('goes with the account', async () => {
    const { passkey } = await withPasskey();
    await testEnv.CONTROL.prepare('DELETE FROM user WHERE id = ?').bind(passkey.userId).run();
    expect(await testEnv.CONTROL.prepare('SELECT id FROM passkey WHERE id = ?').bind(passkey.id).first()).toBeNull();
  });
});

it('an answer that is no answer of a device is refused in words', async () => {
  const person = await signUp();
  for (const response of [null, {}, 'x', { id: 'x', response: { attestationObject: '!!' } }]) {
    const { cookie } = await ask('generate-register-options', person.cookie);
    const made = await request('POST', '/auth/passkey/verify-registration', { ...from(), cookie }, { response });
    expect([400, 422]).toContain(made.status);
    const used = await request('POST', '/auth/passkey/verify-authentication', { ...from(), cookie }, { response });
    expect([400, 401, 422]).toContain(used.status);
  }
});
