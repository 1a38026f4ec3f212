import { describe, expect, it } from 'vitest';
import { SCOPES } from '#core/access/scope.ts';
import type { Me, WireWorkspace } from '#core/workspace/wire.ts';
import type { CreatedToken, WireToken } from '#core/token/wire.ts';
import { newTenant, tokenRow } from '../../../test/support/tenant.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace, writeRows } from '../../../test/support/worker/seed.ts';
import { apiRoutes } from '../app.ts';
import { type DeclaredAccess, isForPeopleOnly, PERMISSIONS_FIELD } from '../openapi/access.ts';
import { callAs, request } from '../test-client.ts';
import { cookieOf, from, PASSWORD, signUp, WEB } from './test-person.ts';

type ErrorAnswer = { error: { code: string; message: string } };

describe('accounts', () => {
  it('lets a new person in with a workspace of their own', async () => {
    const { cookie, email, setCookie } = await signUp();
    expect(setCookie[0]).toMatch(/HttpOnly/i);
    expect(setCookie[0]).toMatch(/SameSite=Lax/i);
    const { body: me } = await request<Me>('GET', '/me', { cookie });
    expect(me).toMatchObject({
      user: { email, name: 'Ada Lovelace' },
      via: 'session',
      role: 'owner',
      scopes: [...SCOPES],
    });
    const { body } = await request<WireWorkspace[]>('GET', '/api/v1/workspaces', { cookie });
    expect(body).toEqual([
      expect.objectContaining({
        id: me.workspaceId,
        name: "Ada Lovelace's workspace",
        users: [{ role: 'owner' }],
        domains: [],
      }),
    ]);
  });

  it.each(['/auth', '/api/auth', '/api/v1/auth'])('signs in and out under %s', async (base) => {
    const { email } = await signUp();
    const wrong = await request<ErrorAnswer>('POST', `${base}/sign-in/email`, from(), {
      email,
      password: 'not the password',
    });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'unauthorized']);
    const { status, headers } = await request('POST', `${base}/sign-in/email`, from(), { email, password: PASSWORD });
    expect(status).toBe(200);
    const cookie = cookieOf(headers);
    expect((await request('GET', '/me', { cookie })).status).toBe(200);
    expect((await request('POST', `${base}/sign-out`, { ...from(), cookie }, {})).status).toBe(200);
    expect((await request('GET', '/me', { cookie })).status).toBe(401);
  });

  it('stores a password as its own salted hash', async () => {
    await signUp();
    await signUp();
    const { results } = await testEnv.CONTROL.prepare('SELECT password FROM account').all<{ password: string }>();
    const hashes = results.map((row) => row.password);
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  it('stops guessing from one address, and of one e-mail from many addresses', async () => {
    const { email } = await signUp();
    const attempt = (headers: Record<string, string>, body: object) =>
      request('POST', '/auth/sign-in/email', headers, body);
    const one = from();
    // Without a password nothing is hashed; the attempt counts all the same.
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, n) => attempt(one, { email: `nobody${n}@acme.test` })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.body).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const many = await Promise.all(
      Array.from({ length: 14 }, () => attempt(from(), { email, password: 'wrong wrong' })),
    );
    expect(many.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array(10).fill(401),
      ...Array(4).fill(429),
    ]);
  });
});

describe('sessions', () => {
  it('takes a session only from our own pages when something is to be changed', async () => {
    const { cookie } = await signUp();
    const body = { name: 'x', scopes: ['links.read'] };
    expect((await request('POST', '/tokens', { cookie, origin: 'https://evil.test' }, body)).status).toBe(403);
    expect((await request('POST', '/tokens', { cookie, origin: WEB }, body)).status).toBe(201);
  });

  it('lets a session choose among its own workspaces only', async () => {
    const { cookie } = await signUp();
    const other = await seedWorkspace();
    expect((await request('GET', '/links', { cookie })).status).toBe(200);
    expect((await request('GET', '/links', { cookie, 'x-workspace-id': other.workspaceId })).status).toBe(403);
    expect((await request('GET', `/links?workspaceId=${other.workspaceId}`, { cookie })).status).toBe(403);
  });
});

describe('tokens', () => {
  it('shows a token once, stores its hash, and stops it at once when revoked', async () => {
    const call = callAs(await seedWorkspace());
    const { status, body } = await call<CreatedToken>('POST', '/tokens', { name: 'CI', scopes: ['links.read'] });
    expect(status).toBe(201);
    expect(body.token).toMatch(/^hop_[0-9A-Za-z]{40}$/);
    const stored = await testEnv.CONTROL.prepare('SELECT * FROM tokens WHERE id = ?').bind(body.id).first();
    expect(JSON.stringify(stored)).not.toContain(body.token);
    const listed = await call<WireToken[]>('GET', '/tokens');
    expect(JSON.stringify(listed.body)).not.toContain(body.token);
    expect(listed.body[0]).toMatchObject({ id: body.id, start: body.token.slice(0, 8) });
    const asToken = { authorization: `Bearer ${body.token}` };
    expect((await request('GET', '/links', asToken)).status).toBe(200);
    expect((await request('POST', '/links', asToken, { url: 'https://acme.test' })).status).toBe(403);
    expect((await call('DELETE', `/tokens/${body.id}`)).status).toBe(200);
    expect((await request('GET', '/links', asToken)).status).toBe(401);
    expect((await call('DELETE', `/tokens/${body.id}`)).status).toBe(404);
  });

  it('cannot give away more than its creator has', async () => {
    const viewer = await seedWorkspace({ role: 'viewer' });
    expect((await callAs(viewer)('POST', '/tokens', { name: 'x', scopes: ['links.read'] })).status).toBe(403);
    const narrow = await seedWorkspace({ scopes: ['tokens.write', 'links.read'] });
    expect((await callAs(narrow)('POST', '/tokens', { name: 'x', scopes: ['links.write'] })).status).toBe(403);
    expect((await callAs(narrow)('POST', '/tokens', { name: 'x', scopes: ['links.read'] })).status).toBe(201);
    expect(
      (await callAs(narrow)('POST', '/tokens', { name: 'x', scopes: ['links.read'], expiresAt: '2001-01-01' })).status,
    ).toBe(422);
  });

  it('is refused when expired, unknown, malformed, or when its person has left', async () => {
    const tenant = await seedWorkspace();
    const status = async (authorization: string) =>
      (await request<ErrorAnswer>('GET', '/links', { authorization })).status;
    expect(await status(`Bearer ${tenant.token}`)).toBe(200);
    expect(await status(tenant.token)).toBe(400);
    expect(await status('Bearer ')).toBe(400);
    expect(await status('Bearer hop_nonsense')).toBe(401);
    expect(await status(`Bearer ${newTenant().token}`)).toBe(401);
    const short = newTenant({ ...tenant, tokenId: 'tok_short', token: newTenant().token });
    await writeRows([await tokenRow(short)]);
    await testEnv.CONTROL.prepare('UPDATE tokens SET expires_at = ? WHERE id = ?')
      .bind(Date.now() - 1, short.tokenId)
      .run();
    expect(await status(`Bearer ${short.token}`)).toBe(401);
    expect(
      (await request('GET', `/links?workspaceId=ws_other`, { authorization: `Bearer ${tenant.token}` })).status,
    ).toBe(403);
    await testEnv.CONTROL.prepare('DELETE FROM members WHERE user_id = ?').bind(tenant.userId).run();
    expect(await status(`Bearer ${tenant.token}`)).toBe(401);
  });
});

describe('every route of the document', () => {
  const document = apiRoutes().getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, DeclaredAccess>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      secured: operation.security !== undefined,
      permissions: operation[PERMISSIONS_FIELD],
      forPeople: isForPeopleOnly(operation),
    })),
  );
  const PUBLIC = [
    '/abuse/reports',
    '/billing/events',
    '/health',
    '/invitations/preview',
    '/permissions',
    '/plans',
    '/qr',
    // By the link in a mail: asked by people, sent by mail programs.
    '/reports/unsubscribe',
    '/reports/unsubscribe',
    '/shared/{key}',
    '/shared/{key}/report',
    '/shared/{key}/unlock',
    '/sign-in-options',
    '/track/click',
    '/track/open',
    '/track/visit',
  ];

  it('is secured unless it is public on purpose', () => {
    expect(
      operations
        .filter((operation) => !operation.secured)
        .map((operation) => operation.path)
        .toSorted(),
    ).toEqual(PUBLIC);
    expect(operations.length).toBeGreaterThan(15);
  });

  it.each(operations.filter((operation) => operation.secured))(
    '$method $path refuses without, with a wrong and with a malformed credential',
    async ({ method, path }) => {
      const url = path.replace(/\{\w+\}/g, 'x');
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      for (const mount of ['', '/api', '/api/v1'])
        expect((await request<ErrorAnswer>(method, mount + url, {}, body)).body.error?.code).toBe('unauthorized');
      expect((await request<ErrorAnswer>(method, url, { authorization: 'Bearer hop_x' }, body)).body.error?.code).toBe(
        'unauthorized',
      );
      expect((await request<ErrorAnswer>(method, url, { authorization: 'Basic x' }, body)).body.error?.code).toBe(
        'bad_request',
      );
    },
  );

  it('says which permissions it needs', () => {
    expect(operations.filter(({ secured, permissions }) => secured && permissions === undefined)).toEqual([]);
  });

  it.each(operations.filter(({ permissions = [] }) => permissions.length > 0))(
    '$method $path needs a scope, before it looks at anything else',
    async ({ method, path, forPeople, permissions = [] }) => {
      const tenant = await seedWorkspace({ scopes: [] });
      const url = path.replace('{workspaceId}', tenant.workspaceId).replace(/\{\w+\}/g, 'x');
      const answer = await callAs(tenant)<ErrorAnswer>(method, url);
      const message = forPeople ? 'signed-in person' : permissions[0]!;
      expect(answer.body.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining(message) });
    },
  );
});

describe('answers', () => {
  it('can be read by any page with a token, and by ours with a cookie', async () => {
    const tenant = await seedWorkspace();
    const foreign = await callAs(tenant)('GET', '/links', undefined, { origin: 'https://tenant.test' });
    expect(foreign.headers.get('access-control-allow-origin')).toBe('*');
    expect(foreign.headers.get('access-control-allow-credentials')).toBeNull();
    const ours = await callAs(tenant)('GET', '/links', undefined, { origin: WEB });
    expect(ours.headers.get('access-control-allow-origin')).toBe(WEB);
    expect(ours.headers.get('access-control-allow-credentials')).toBe('true');
    const preflight = await request('OPTIONS', '/links', {
      origin: 'https://tenant.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization']);
  });

  it('carry a request id and are not cached', async () => {
    const { headers } = await callAs(await seedWorkspace())('GET', '/links');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
