/** What a hostile client sends: each must be refused or ignored, and never end in 500. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import type { CreatedToken } from '#core/token/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs, fetchApi, request } from '../test-client.ts';
import { MAX_BODY_BYTES, MAX_BODY_DEPTH } from './body-guard.ts';

const URL_OF_A = 'https://acme.test/';

describe('mass assignment', () => {
  it('cannot set what the server decides: fields the document does not name are ignored', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const call = callAs(tenant);
    const foreign = {
      id: 'link_chosen',
      workspaceId: other.workspaceId,
      projectId: other.workspaceId,
      userId: other.userId,
      clicks: 1_000,
      revision: 99,
      createdAt: '2001-01-01',
      settings: { passwordHash: 'x' },
      __proto__: { archived: true },
      constructor: { prototype: { archived: true } },
    };
    const { status, body } = await call<WireLink>('POST', '/links', { url: URL_OF_A, ...foreign });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      workspaceId: tenant.workspaceId,
      userId: tenant.userId,
      clicks: 0,
      archived: false,
      password: null,
    });
    expect(body.id).not.toBe('link_chosen');
    const changed = await call<WireLink>('PATCH', `/links/${body.id}`, { title: 'T', ...foreign });
    expect(changed.body).toMatchObject({
      id: body.id,
      workspaceId: tenant.workspaceId,
      userId: tenant.userId,
      createdAt: body.createdAt,
    });
    expect((await callAs(other)('GET', '/links/count')).body).toBe(0);
  });
});

describe('mass assignment of a token', () => {
  it('cannot lift it over its maker', async () => {
    const tenant = await seedWorkspace();
    const extra = {
      hash: 'x',
      start: 'x',
      workspaceId: 'ws_x',
      userId: 'user_x',
      publicKey: 'x',
      machineRole: 'admin',
      lastUsedAt: 1,
    };
    const { body } = await callAs(tenant)<CreatedToken>('POST', '/tokens', {
      name: 'x',
      scopes: ['links.read'],
      ...extra,
    });
    expect(body).toMatchObject({
      userId: tenant.userId,
      role: null,
      publicKey: null,
      lastUsedAt: null,
      machine: false,
    });
    const row = await testEnv.CONTROL.prepare('SELECT workspace_id, machine_role FROM tokens WHERE id = ?')
      .bind(body.id)
      .first();
    expect(row).toEqual({ workspace_id: tenant.workspaceId, machine_role: null });
  });

  it('takes __proto__ in raw JSON for an unknown field', async () => {
    const call = callAs(await seedWorkspace());
    const { status, body } = await call<WireLink>(
      'POST',
      '/links',
      `{"url":"${URL_OF_A}","__proto__":{"archived":true,"title":"x"}}`,
    );
    expect([status, body.archived, body.title]).toEqual([200, false, null]);
    expect(({} as Record<string, unknown>)['archived']).toBeUndefined();
  });
});

describe('a body', () => {
  it('that is too large, too deep or no JSON ends with 400 on every kind of write', async () => {
    const call = callAs(await seedWorkspace());
    const bad = [
      `{"url":"${'x'.repeat(MAX_BODY_BYTES)}"}`,
      `${'{"a":'.repeat(MAX_BODY_DEPTH + 1)}1${'}'.repeat(MAX_BODY_DEPTH + 1)}`,
      '{"url":',
      'null{',
    ];
    for (const [method, path] of [
      ['POST', '/links'],
      ['PATCH', '/links/x'],
      ['PUT', '/links/upsert'],
      ['POST', '/tokens'],
    ] as const)
      for (const body of bad) expect([path, (await call(method, path, body)).status]).toEqual([path, 400]);
    expect((await call('POST', '/links', 'null')).status).toBe(422);
  });

  it('that says it is small is measured all the same', async () => {
    const tenant = await seedWorkspace();
    const answer = await fetchApi('/links', {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' },
      body: new Blob([`{"url":"${'x'.repeat(MAX_BODY_BYTES)}"}`]).stream(),
    });
    expect(answer.status).toBe(400);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml'])(
    'of the type %s is refused',
    async (type) => {
      const { status } = await callAs(await seedWorkspace())('POST', '/links', JSON.stringify({ url: URL_OF_A }), {
        'content-type': type,
      });
      expect([400, 422]).toContain(status);
    },
  );
});

describe('headers', () => {
  it('of the caller come back only in a form that cannot break out', async () => {
    const call = callAs(await seedWorkspace());
    const idOf = async (sent: string) =>
      (await call('GET', '/domains', undefined, { 'x-request-id': sent })).headers.get('x-request-id');
    expect(await idOf('order-2026_11.21-a')).toBe('order-2026_11.21-a');
    for (const sent of [
      'short',
      'x'.repeat(65),
      'a b c d e f g',
      '<script>alert(1)</script>',
      '"quoted-id"',
      '../../etc/passwd',
    ])
      expect(await idOf(sent)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });

  it('never end in a failure of ours, whatever they hold', async () => {
    const call = callAs(await seedWorkspace());
    const text = fc.string({
      unit: fc.constantFrom(...Array.from(' !"#$%&\'()*+,-./0:;<=>?@A[\\]^_`a{|}~\t')),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'x-request-id',
          'x-workspace-id',
          'if-match',
          'idempotency-key',
          'origin',
          'cf-connecting-ip',
          'cookie',
        ),
        text,
        async (name, value) => {
          const { status, headers } = await call('PATCH', '/links/nothing', { title: 'x' }, { [name]: value });
          expect(status).toBeLessThan(500);
          expect(headers.get('access-control-allow-credentials')).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not let a session act for a foreign page', async () => {
    const preflight = await request('OPTIONS', '/tokens', {
      origin: 'https://evil.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('text in a query', () => {
  it('is a value, never part of a statement', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    await call('POST', '/links', { url: URL_OF_A, key: 'kept' });
    const hostile = [
      "' OR '1'='1",
      '"; DROP TABLE links; --',
      '%',
      '_',
      "') UNION SELECT * FROM tokens --",
      '\\',
      '\u0000',
    ];
    for (const value of hostile) {
      for (const name of ['search', 'tenantId', 'folderId', 'domain', 'userId']) {
        const { status, body } = await call<unknown[]>('GET', `/links?${name}=${encodeURIComponent(value)}`);
        expect(status).toBeLessThan(500);
        if (status === 200) expect([name, value, body]).toEqual([name, value, []]);
      }
      expect((await call('GET', `/tokens/${encodeURIComponent(value)}`)).status).toBe(404);
    }
    expect((await call('GET', '/links/count')).body).toBe(1);
  });
});
