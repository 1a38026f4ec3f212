import { describe, expect, it } from 'vitest';
import { linkIn, mailsTo, mailTo } from '#test/worker/mail.ts';
import { testEnv } from '#test/worker/env.ts';
import { signUp, type TestPerson, WEB } from '../auth/test-person.ts';
import { request } from '../test-client.ts';

type ErrorAnswer = { error: { code: string; message: string } };
type Me = { user: { id: string; emailVerified: boolean }; workspaceId: string; role: string };
type Invited = { id: string; email: string; role: string; expired: boolean };

async function owner() {
  const person = await signUp({ name: 'Grace Hopper' });
  const { body } = await person.call<Me>('GET', '/me');
  return { ...person, workspaceId: body.workspaceId, userId: body.user.id };
}

async function tokenOf(email: string): Promise<string> {
  const link = linkIn(await mailTo(email, 'invites you'));
  expect(link.origin + link.pathname).toBe(`${WEB}/invitation`);
  return new URLSearchParams(link.hash.slice(1)).get('token') ?? '';
}

const accept = (person: TestPerson, token: string) =>
  person.call<ErrorAnswer & { id: string; users: { role: string }[] }>('POST', '/invitations/accept', { token });

const onPlan = (workspaceId: string, plan: string) =>
  testEnv.CONTROL.prepare('UPDATE workspaces SET plan = ? WHERE id = ?').bind(plan, workspaceId).run();

/** A person who joined by invitation. */
async function join(host: Awaited<ReturnType<typeof owner>>, role: string) {
  const person = await signUp();
  const invited = await host.call<Invited>('POST', '/invitations', { email: person.email, role });
  expect(invited.status).toBe(201);
  expect((await accept(person, await tokenOf(person.email))).status).toBe(200);
  const me = await person.call<Me>('GET', '/me');
  const within = { 'x-workspace-id': host.workspaceId };
  const call: TestPerson['call'] = (method, path, body, headers) =>
    person.call(method, path, body, { ...within, ...headers });
  return { ...person, call, userId: me.body.user.id, outside: person.call };
}

describe('an invitation', () => {
  it('goes by mail, shows what it invites to, and makes a member of who accepts it', async () => {
    const host = await owner();
    const guest = await signUp();
    const { body: invited } = await host.call<Invited>('POST', '/invitations', {
      email: guest.email.toUpperCase(),
      role: 'viewer',
    });
    expect(invited).toMatchObject({ email: guest.email, role: 'viewer', expired: false });
    const token = await tokenOf(guest.email);
    const shown = await request('POST', '/invitations/preview', {}, { token });
    expect(shown.body).toMatchObject({ role: 'viewer', email: guest.email, inviter: 'Grace Hopper' });
    const joined = await accept(guest, token);
    expect(joined.body).toMatchObject({ id: host.workspaceId, users: [{ role: 'viewer' }] });
    const me = await guest.call<Me>('GET', '/me', undefined, { 'x-workspace-id': host.workspaceId });
    expect(me.body).toMatchObject({ role: 'viewer', user: { emailVerified: true } });
    const { body: members } = await host.call<{ email: string; role: string }[]>('GET', '/members');
    expect(members.map(({ email, role }) => [email, role])).toEqual([
      [host.email, 'owner'],
      [guest.email, 'viewer'],
    ]);
    expect((await host.call('GET', '/invitations')).body).toEqual([]);
    expect((await accept(guest, token)).status).toBe(404);
  });

  it('keeps a seat of the plan, and is refused when there is none left', async () => {
    const host = await owner();
    await onPlan(host.workspaceId, 'free');
    const [first, second] = [await signUp(), await signUp()];
    expect((await host.call('POST', '/invitations', { email: first.email })).status).toBe(201);
    const full = await host.call<ErrorAnswer>('POST', '/invitations', { email: second.email });
    expect([full.status, full.body.error.message]).toEqual([403, expect.stringContaining('includes 2 members, and 2')]);
    await onPlan(host.workspaceId, 'pro');
    expect((await host.call('POST', '/invitations', { email: second.email })).status).toBe(201);
    await onPlan(host.workspaceId, 'free');
    expect((await accept(first, await tokenOf(first.email))).status).toBe(200);
    const late = await accept(second, await tokenOf(second.email));
    expect([late.status, late.body.error.message]).toEqual([403, expect.stringContaining('includes 2 members')]);
  });
});

describe('what an invitation opens', () => {
  it('is of no use to anybody else', async () => {
    const host = await owner();
    const guest = await signUp();
    const thief = await signUp();
    await host.call('POST', '/invitations', { email: guest.email });
    const token = await tokenOf(guest.email);
    const stolen = await accept(thief, token);
    expect([stolen.status, stolen.body.error.code]).toEqual([403, 'forbidden']);
    expect((await accept(guest, token)).status).toBe(200);
  });

  it('stops with its time, with a new link, and when it is taken back', async () => {
    const host = await owner();
    const guest = await signUp();
    const { body } = await host.call<Invited>('POST', '/invitations', { email: guest.email });
    const first = await tokenOf(guest.email);
    expect((await host.call('POST', `/invitations/${body.id}/resend`)).status).toBe(429);
    await testEnv.CONTROL.prepare('UPDATE invitations SET expires_at = ? WHERE id = ?')
      .bind(Date.now() - 1, body.id)
      .run();
    const late = await accept(guest, first);
    expect([late.status, late.body.error.code]).toEqual([410, 'invite_expired']);
    expect((await request('POST', '/invitations/preview', {}, { token: first })).status).toBe(410);
    expect((await host.call<Invited[]>('GET', '/invitations')).body[0]?.expired).toBe(true);
    expect((await host.call('POST', `/invitations/${body.id}/resend`)).status).toBe(200);
    await expect
      .poll(async () => (await mailsTo(guest.email)).filter(({ subject }) => subject.includes('invites')).length)
      .toBe(2);
    expect((await accept(guest, first)).status).toBe(404);
    const second = await tokenOf(guest.email);
    expect((await host.call('DELETE', `/invitations/${body.id}`)).status).toBe(200);
    expect((await accept(guest, second)).status).toBe(404);
  });
});

describe('inviting', () => {
  it('goes once to an address, and not to members', async () => {
    const host = await owner();
    const email = `once.${crypto.randomUUID()}@acme.test`;
    const answers = await Promise.all([1, 2, 3].map(() => host.call('POST', '/invitations', { email })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect((await host.call('POST', '/invitations', { email: host.email })).status).toBe(409);
  });

  it('cannot make an owner, and is not for editors', async () => {
    const host = await owner();
    expect((await host.call('POST', '/invitations', { email: 'a@b.test', role: 'owner' })).status).toBe(422);
    const editor = await join(host, 'editor');
    expect((await editor.call('POST', '/invitations', { email: 'a@b.test' })).status).toBe(403);
  });

  it('lets one of two requests at the same time accept', async () => {
    const host = await owner();
    const guest = await signUp();
    await host.call('POST', '/invitations', { email: guest.email });
    const token = await tokenOf(guest.email);
    const answers = await Promise.all([accept(guest, token), accept(guest, token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
  });
});

describe('a member', () => {
  it('gets another role with the next request', async () => {
    const host = await owner();
    const member = await join(host, 'viewer');
    const body = { url: 'https://acme.test' };
    expect((await member.call<ErrorAnswer>('POST', '/links', body)).body.error.message).toContain('links.write');
    expect((await host.call('PATCH', `/members/${member.userId}`, { role: 'editor' })).status).toBe(200);
    expect((await member.call<ErrorAnswer>('POST', '/links', body)).body.error?.message ?? '').not.toContain(
      'links.write',
    );
    expect((await host.call('PATCH', `/members/${host.userId}`, { role: 'viewer' })).status).toBe(403);
    expect((await host.call('PATCH', `/members/${member.userId}`, { role: 'owner' })).status).toBe(422);
    expect((await host.call('PATCH', '/members/user_nobody', { role: 'viewer' })).status).toBe(404);
  });

  it('is out at once when removed, and their tokens stay dead when they come back', async () => {
    const host = await owner();
    const member = await join(host, 'admin');
    const made = await member.call<{ token: string }>('POST', '/tokens', { name: 'x', scopes: ['links.read'] });
    const asToken = { authorization: `Bearer ${made.body.token}` };
    expect((await request('GET', '/links', asToken)).status).toBe(200);
    expect((await host.call('DELETE', `/members/${member.userId}`)).status).toBe(200);
    expect((await member.call('GET', '/links')).status).toBe(403);
    expect((await request('GET', '/links', asToken)).status).toBe(401);
    await host.call('POST', '/invitations', { email: member.email });
    await expect
      .poll(async () => (await mailsTo(member.email)).filter(({ subject }) => subject.includes('invites')).length)
      .toBe(2);
    await member.outside('POST', '/invitations/accept', { token: await tokenOf(member.email) });
    expect((await member.call('GET', '/links')).status).toBe(200);
    expect((await request('GET', '/links', asToken)).status).toBe(401);
  });

  it('leaves no level in single folders behind', async () => {
    const host = await owner();
    const member = await join(host, 'viewer');
    const { body: folder } = await host.call<{ id: string }>('POST', '/folders', { name: 'Closed', accessLevel: null });
    const levels = async () => (await host.call<unknown[]>('GET', `/folders/${folder.id}/members`)).body.length;
    await host.call('PUT', `/folders/${folder.id}/members/${member.userId}`, { level: 'write' });
    expect(await levels()).toBe(1);
    await host.call('DELETE', `/members/${member.userId}`);
    expect(await levels()).toBe(0);
  });

  it('may leave; the owner may not', async () => {
    const host = await owner();
    const member = await join(host, 'billing');
    expect((await host.call('POST', `/workspaces/${host.workspaceId}/leave`)).status).toBe(403);
    expect((await host.call('DELETE', `/members/${host.userId}`)).status).toBe(403);
    expect((await member.call('POST', `/workspaces/${host.workspaceId}/leave`)).status).toBe(200);
    expect((await member.call('GET', '/links')).status).toBe(403);
  });
});

describe('a workspace', () => {
  it('is handed over to a member, and has one owner at every moment', async () => {
    const host = await owner();
    const [one, two] = [await join(host, 'admin'), await join(host, 'viewer')];
    const path = `/workspaces/${host.workspaceId}/transfer`;
    expect((await one.call('POST', path, { userId: one.userId })).status).toBe(403);
    expect((await host.call('POST', path, { userId: host.userId })).status).toBe(422);
    expect((await host.call('POST', path, { userId: 'user_nobody' })).status).toBe(404);
    const answers = await Promise.all([one, two].map(({ userId }) => host.call('POST', path, { userId })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, expect.toBeOneOf([403, 409])]);
    const { body } = await one.call<{ role: string }[]>('GET', '/members');
    expect(body.filter(({ role }) => role === 'owner')).toHaveLength(1);
    expect((await host.call<Me>('GET', '/me')).body.role).toBe('admin');
  });

  it('can be one of many, with a name, a slug and a logo of its own', async () => {
    const host = await owner();
    const slug = `acme-${crypto.randomUUID().slice(0, 8)}`;
    const made = await host.call<{ id: string; slug: string }>('POST', '/workspaces', { name: 'Acme', slug });
    expect([made.status, made.body.slug]).toEqual([201, slug]);
    const again = await host.call('POST', '/workspaces', { name: 'Acme', slug });
    expect(again.status).toBe(409);
    const change = { name: 'Acme Inc', logo: 'https://acme.test/logo.png' };
    expect((await host.call('PATCH', `/workspaces/${slug}`, change)).body).toMatchObject({
      ...change,
      id: made.body.id,
    });
    expect((await host.call('PATCH', `/workspaces/${slug}`, { logo: 'javascript:alert(1)' })).status).toBe(422);
    expect((await host.call('PATCH', `/workspaces/${slug}`, { slug: 'Not a slug' })).status).toBe(422);
    expect((await host.call('PATCH', `/workspaces/${slug}`, { slug: 'settings' })).status).toBe(422);
    const { body } = await host.call<{ workspaces: { id: string }[]; workspaceId: string }>('GET', '/me');
    expect(body.workspaces.map(({ id }) => id)).toEqual([host.workspaceId, made.body.id]);
    const stranger = await signUp();
    expect((await stranger.call('GET', `/workspaces/${slug}`)).status).toBe(403);
  });

  it('is frozen while it waits to be deleted, and can be kept', async () => {
    const host = await owner();
    const admin = await join(host, 'admin');
    const path = `/workspaces/${host.workspaceId}`;
    expect((await admin.call('DELETE', path)).status).toBe(403);
    const leaving = await host.call<{ deleteAt: string }>('DELETE', path);
    expect(Date.parse(leaving.body.deleteAt) - Date.now()).toBeGreaterThan(13 * 86_400_000);
    await mailTo(host.email, 'will be deleted');
    await mailTo(admin.email, 'will be deleted');
    expect((await host.call('DELETE', path)).status).toBe(409);
    expect((await host.call('GET', '/links')).status).toBe(200);
    const refused = await admin.call<ErrorAnswer>('POST', '/links', { url: 'https://acme.test' });
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('will be deleted')]);
    expect((await host.call('POST', `${path}/restore`)).body).toMatchObject({ deleteAt: null });
    expect((await host.call('POST', `${path}/restore`)).status).toBe(409);
    expect((await admin.call('PATCH', path, { name: 'Still here' })).status).toBe(200);
  });
});
