import { describe, expect, it } from 'vitest';
import type { CreatedToken } from '#core/token/wire.ts';
import { writeRows } from '#test/worker/seed.ts';
import { from, signIn, signUp, type TestPerson, WEB } from '../auth/test-person.ts';
import { fetchApi } from '../test-client.ts';

type Me = { user: { id: string }; workspaceId: string };

interface Watched {
  /** The code it was closed with. */
  closed: Promise<number>;
  isOpen: () => boolean;
}

async function watch(workspaceId: string, headers: Record<string, string>): Promise<Watched> {
  const address = `/live?workspaceId=${workspaceId}`;
  const { webSocket } = await fetchApi(address, { headers: { upgrade: 'websocket', ...headers } });
  if (!webSocket) throw new Error('no socket');
  webSocket.accept();
  const closed = new Promise<number>((resolve) => webSocket.addEventListener('close', ({ code }) => resolve(code)));
  return { closed, isOpen: () => webSocket.readyState === WebSocket.OPEN };
}

const asPerson = ({ cookie }: TestPerson) => ({ cookie, origin: WEB });

/** An owner, and a member of the same workspace who watches it signed in and with a token. */
async function scene() {
  const [host, member] = [await signUp(), await signUp()];
  const { workspaceId } = (await host.call<Me>('GET', '/me')).body;
  const userId = (await member.call<Me>('GET', '/me')).body.user.id;
  const values = [workspaceId, userId, 'admin', 1];
  await writeRows([{ database: 'CONTROL', sql: 'INSERT INTO members VALUES (?, ?, ?, ?)', values }]);
  const within = { 'x-workspace-id': workspaceId };
  const made = await member.call<CreatedToken>('POST', '/tokens', { name: 'Wall', scopes: ['analytics.read'] }, within);
  const signedIn = await watch(workspaceId, asPerson(member));
  const byToken = await watch(workspaceId, { authorization: `Bearer ${made.body.token}` });
  const hosts = await watch(workspaceId, asPerson(host));
  return { host, member, workspaceId, userId, within, signedIn, byToken, hosts };
}

describe('live sockets of a member', () => {
  it('end when the member is removed, with those of their tokens, and nobody else’s', async () => {
    const { host, userId, signedIn, byToken, hosts } = await scene();
    expect((await host.call('DELETE', `/members/${userId}`)).status).toBe(200);
    expect([await signedIn.closed, await byToken.closed]).toEqual([1008, 1008]);
    expect(hosts.isOpen()).toBe(true);
  });

  it('end when the member leaves, or gets a role that sees no reports', async () => {
    const left = await scene();
    expect((await left.member.call('POST', `/workspaces/${left.workspaceId}/leave`)).status).toBe(200);
    expect([await left.signedIn.closed, await left.byToken.closed]).toEqual([1008, 1008]);
    const demoted = await scene();
    await demoted.host.call('PATCH', `/members/${demoted.userId}`, { role: 'viewer' });
    expect(demoted.signedIn.isOpen()).toBe(true);
    await demoted.host.call('PATCH', `/members/${demoted.userId}`, { role: 'billing' });
    expect([await demoted.signedIn.closed, await demoted.byToken.closed]).toEqual([1008, 1008]);
  });
});

describe('live sockets of a person', () => {
  it('end when other sessions are signed out, or the password changes; those of tokens stay', async () => {
    const { member, workspaceId, signedIn, byToken, hosts } = await scene();
    const elsewhere = await signIn(member.email);
    expect((await elsewhere.call('DELETE', '/me/sessions')).status).toBe(200);
    expect(await signedIn.closed).toBe(1008);
    const again = await watch(workspaceId, asPerson(elsewhere));
    const change = { currentPassword: 'correct horse battery', newPassword: 'an entirely new password' };
    expect((await elsewhere.call('POST', '/auth/change-password', change, from())).status).toBe(200);
    expect(await again.closed).toBe(1008);
    expect([byToken.isOpen(), hosts.isOpen()]).toEqual([true, true]);
  });
});
