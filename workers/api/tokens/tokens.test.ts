import { describe, expect, it } from 'vitest';
import type { Me } from '#core/workspace/wire.ts';
import type { CreatedToken, WireToken } from '#core/token/wire.ts';
import { newTenant, type Tenant, tokenRow } from '../../../test/support/tenant.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace, writeRows } from '../../../test/support/worker/seed.ts';
import { type Call, callAs, request } from '../test-client.ts';

type ErrorAnswer = { error: { code: string; message: string } };

async function make(call: Call, body: object): Promise<CreatedToken> {
  const answer = await call<CreatedToken>('POST', '/tokens', { name: 'CI', ...body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const using = (token: string, headers: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  ...headers,
});
const statusOf = async (token: string, headers: Record<string, string> = {}, path = '/links') =>
  (await request('GET', path, using(token, headers))).status;

async function forget(tenant: Tenant): Promise<void> {
  await testEnv.CONTROL.prepare('DELETE FROM members WHERE user_id = ?').bind(tenant.userId).run();
}

describe('a machine', () => {
  it('keeps working when the person who made it has left, and acts in its own name', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const machine = await make(call, { machine: true, scopes: ['links.read', 'links.write'] });
    expect(machine).toMatchObject({ machine: true, role: 'editor', userId: null });
    const persons = await make(call, { scopes: ['links.read'] });
    expect(persons).toMatchObject({ machine: false, role: null, userId: tenant.userId });
    await forget(tenant);
    expect(await statusOf(persons.token)).toBe(401);
    const { body } = await request<{ userId: string }>('POST', '/links', using(machine.token), {
      url: 'https://a.test',
    });
    expect(body.userId).toBe(machine.id);
    const { body: me } = await request<Me>('GET', '/me', using(machine.token));
    expect(me).toMatchObject({
      user: { id: machine.id, name: 'CI' },
      role: 'editor',
      scopes: ['links.read', 'links.write'],
    });
    const entry = await testEnv.LINKS_0.prepare('SELECT actor FROM link_audit_log WHERE workspace_id = ?')
      .bind(tenant.workspaceId)
      .first();
    expect(entry).toEqual({ actor: `token:${machine.id}` });
  });

  it('can do only what its scopes and its role both allow', async () => {
    const viewer = await make(callAs(await seedWorkspace()), {
      machine: true,
      role: 'viewer',
      scopes: ['links.read', 'links.write'],
    });
    expect(await statusOf(viewer.token)).toBe(200);
    expect((await request('POST', '/links', using(viewer.token), { url: 'https://a.test' })).status).toBe(403);
  });

  it('has at most the role of its maker, and is nobody’s owner', async () => {
    const admin = callAs(await seedWorkspace({ role: 'admin' }));
    expect(
      (await admin('POST', '/tokens', { name: 'x', machine: true, role: 'admin', scopes: ['links.read'] })).status,
    ).toBe(201);
    expect(
      (await admin('POST', '/tokens', { name: 'x', machine: true, role: 'owner', scopes: ['links.read'] })).status,
    ).toBe(422);
    const { body, status } = await admin<ErrorAnswer>('POST', '/tokens', {
      name: 'x',
      role: 'viewer',
      scopes: ['links.read'],
    });
    expect([status, body.error.message]).toEqual([422, expect.stringMatching(/^role: is for machines only/)]);
  });

  it('makes tokens of machines, never of a person', async () => {
    const call = callAs(await seedWorkspace());
    const parent = await make(call, { machine: true, role: 'admin', scopes: ['tokens.write', 'links.read'] });
    const { body } = await request<CreatedToken>('POST', '/tokens', using(parent.token), {
      name: 'child',
      scopes: ['links.read'],
    });
    expect(body).toMatchObject({ machine: true, role: 'admin', userId: null });
    const greedy = await request('POST', '/tokens', using(parent.token), { name: 'child', scopes: ['apis.all'] });
    expect(greedy.status).toBe(403);
  });
});

describe('shortcuts', () => {
  it('cover every scope of their kind, as far as the role goes', async () => {
    const owner = callAs(await seedWorkspace());
    const all = await make(owner, { scopes: ['apis.all'] });
    expect(all.scopes).toEqual(['apis.all']);
    expect(await statusOf(all.token, {}, '/tokens')).toBe(200);
    const read = await make(owner, { scopes: ['apis.read'] });
    expect(await statusOf(read.token, {}, '/domains')).toBe(200);
    expect((await request('POST', '/links', using(read.token), { url: 'https://a.test' })).status).toBe(403);
  });
});

describe('addresses', () => {
  it('are where a token works from, and nowhere else', async () => {
    const { token } = await make(callAs(await seedWorkspace()), {
      scopes: ['links.read'],
      allowedIps: ['203.0.113.0/24', '2001:db8::/32'],
    });
    expect(await statusOf(token, { 'cf-connecting-ip': '203.0.113.8' })).toBe(200);
    expect(await statusOf(token, { 'cf-connecting-ip': '2001:db8::8' })).toBe(200);
    expect(await statusOf(token)).toBe(403);
    const outside = await request<ErrorAnswer>('GET', '/links', using(token, { 'cf-connecting-ip': '198.51.100.8' }));
    expect(outside).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden', message: expect.stringContaining('198.51.100.8') } },
    });
    // What a caller claims about itself counts for nothing.
    expect(
      await statusOf(token, {
        'cf-connecting-ip': '198.51.100.8',
        'x-forwarded-for': '203.0.113.8',
        'x-real-ip': '203.0.113.8',
      }),
    ).toBe(403);
  });
});

describe('a publishable key', () => {
  it('opens the browser’s routes on its hosts, and nothing else', async () => {
    const call = callAs(await seedWorkspace());
    const key = await make(call, { kind: 'publishable', allowedHosts: ['acme.com', '*.acme.com'] });
    expect(key).toMatchObject({
      token: expect.stringMatching(/^hop_pk_[0-9A-Za-z]{40}$/),
      start: key.token.slice(0, 11),
      scopes: ['events.write'],
      machine: true,
    });
    const check = (origin: string | undefined) =>
      statusOf(key.token, origin === undefined ? {} : { origin }, '/track/key');
    expect(await check('https://www.acme.com')).toBe(200);
    expect(await check('https://evil.test')).toBe(403);
    expect(await check(undefined)).toBe(403);
    for (const path of ['/links', '/me', '/workspaces', '/tokens', '/analytics', '/usage', '/domains'])
      expect([path, await statusOf(key.token, { origin: 'https://acme.com' }, path)]).toEqual([path, 403]);
    // It is no secret: it can be looked up again.
    expect((await call<WireToken[]>('GET', '/tokens')).body[0]).toMatchObject({ publicKey: key.token });
  });

  it('has no scopes or addresses to choose', async () => {
    const call = callAs(await seedWorkspace());
    for (const extra of [{ scopes: ['links.read'] }, { allowedIps: ['10.0.0.0/8'] }, { role: 'admin' }])
      expect((await call('POST', '/tokens', { name: 'x', kind: 'publishable', ...extra })).status).toBe(422);
    expect(
      (await call('POST', '/tokens', { name: 'x', scopes: ['links.read'], allowedHosts: ['acme.com'] })).status,
    ).toBe(422);
    expect((await call('POST', '/tokens', { name: 'x' })).status).toBe(422);
  });
});

describe('a change of a token', () => {
  it('is effective with the next request', async () => {
    const call = callAs(await seedWorkspace());
    const { id, token } = await make(call, { scopes: ['links.read'] });
    const changed = await call<WireToken>('PATCH', `/tokens/${id}`, { name: 'Renamed', scopes: ['domains.read'] });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Renamed', scopes: ['domains.read'] } });
    expect([await statusOf(token), await statusOf(token, {}, '/domains')]).toEqual([403, 200]);
    await call('PATCH', `/tokens/${id}`, { allowedIps: ['203.0.113.8'] });
    expect(await statusOf(token, {}, '/domains')).toBe(403);
  });

  it('needs the right to what it adds, and none to what it takes away', async () => {
    const tenant = await seedWorkspace();
    const { id } = await make(callAs(tenant), { scopes: ['links.read', 'links.write'] });
    const narrow = newTenant({
      ...tenant,
      tokenId: `${tenant.tokenId}n`,
      token: newTenant().token,
      scopes: ['tokens.write'],
    });
    await writeRows([await tokenRow(narrow)]);
    expect((await callAs(narrow)('PATCH', `/tokens/${id}`, { scopes: ['links.write', 'domains.read'] })).status).toBe(
      403,
    );
    expect((await callAs(narrow)('PATCH', `/tokens/${id}`, { scopes: ['links.read'] })).status).toBe(200);
  });

  it('does not overwrite a newer one when asked to with If-Match', async () => {
    const call = callAs(await seedWorkspace());
    const { id } = await make(call, { scopes: ['links.read'] });
    const etag = (await call('GET', `/tokens/${id}`)).headers.get('etag')!;
    const patch = (name: string, ifMatch: string) => call('PATCH', `/tokens/${id}`, { name }, { 'if-match': ifMatch });
    const first = await patch('A', etag);
    expect(first.status).toBe(200);
    expect(await patch('B', etag)).toMatchObject({ status: 412, body: { error: { code: 'precondition_failed' } } });
    expect((await patch('B', first.headers.get('etag')!)).status).toBe(200);
    expect((await patch('C', '*')).status).toBe(200);
    expect((await patch('D', 'yesterday')).status).toBe(400);
  });
});

describe('rotation', () => {
  it('ends the old secret at once, or when its grace is over', async () => {
    const call = callAs(await seedWorkspace());
    const { id, token: first } = await make(call, { scopes: ['links.read'] });
    const rotate = async (graceSeconds?: number) =>
      (await call<CreatedToken>('POST', `/tokens/${id}/rotate`, graceSeconds === undefined ? {} : { graceSeconds }))
        .body.token;
    const second = await rotate(3_600);
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
    await testEnv.CONTROL.prepare('UPDATE tokens SET previous_until = 1 WHERE id = ?').bind(id).run();
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
    const third = await rotate();
    expect([await statusOf(second), await statusOf(third)]).toEqual([401, 200]);
    expect((await call('POST', `/tokens/${id}/rotate`, { graceSeconds: 86_401 })).status).toBe(422);
  });

  it('never hands out another person’s secret, nor one that can do more', async () => {
    const tenant = await seedWorkspace();
    const { id } = await make(callAs(tenant), { scopes: ['links.write'] });
    const other = newTenant({
      ...tenant,
      userId: newTenant().userId,
      email: `other-${tenant.email}`,
      tokenId: `${tenant.tokenId}o`,
      token: newTenant().token,
    });
    await testEnv.CONTROL.batch([
      testEnv.CONTROL.prepare('INSERT INTO user (id, name, email, createdAt, updatedAt) VALUES (?, ?, ?, 1, 1)').bind(
        other.userId,
        'B',
        other.email,
      ),
      testEnv.CONTROL.prepare(
        "INSERT INTO members (workspace_id, user_id, role, created_at) VALUES (?, ?, 'admin', 1)",
      ).bind(tenant.workspaceId, other.userId),
    ]);
    await writeRows([await tokenRow(other)]);
    expect((await callAs(other)('POST', `/tokens/${id}/rotate`, {})).status).toBe(403);
    const narrow = newTenant({
      ...tenant,
      tokenId: `${tenant.tokenId}n`,
      token: newTenant().token,
      scopes: ['tokens.write'],
    });
    await writeRows([await tokenRow(narrow)]);
    expect((await callAs(narrow)('POST', `/tokens/${id}/rotate`, {})).status).toBe(403);
  });
});

describe('use', () => {
  it('is noted to the minute, not with every request', async () => {
    const call = callAs(await seedWorkspace());
    const { id, token } = await make(call, { scopes: ['links.read'] });
    const noted = async () => (await call<WireToken>('GET', `/tokens/${id}`)).body.lastUsedAt;
    expect(await noted()).toBeNull();
    await statusOf(token);
    await expect.poll(noted).not.toBeNull();
    const first = await noted();
    await statusOf(token);
    await statusOf(token);
    expect(await noted()).toBe(first);
  });
});
