import { describe, expect, it } from 'vitest';
import { seedWorkspace } from '#test/worker/seed.ts';
import { callAs } from '../test-client.ts';

const newName = (): string => `d${crypto.randomUUID().slice(0, 8)}.localhost`;

describe('a domain', () => {
  it('is added, changed, found and deleted', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const slug = newName();
    const made = await call('POST', '/domains', { slug, placeholder: 'https://acme.com/x', logo: null });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        slug,
        verified: true,
        primary: false,
        archived: false,
        placeholder: 'https://acme.com/x',
        registeredDomain: null,
      },
    ]);
    const changed = await call('PATCH', `/domains/${slug}`, { notFoundUrl: 'acme.com/oops', archived: true });
    expect(changed.body).toMatchObject({ notFoundUrl: 'https://acme.com/oops', archived: true });
    expect((await call<object[]>('GET', '/domains')).body).toHaveLength(1);
    expect((await call<object[]>('GET', '/domains?archived=true')).body).toHaveLength(2);
    expect((await call('DELETE', `/domains/${slug}`)).body).toEqual({ slug });
    expect((await call('PATCH', `/domains/${slug}`, {})).status).toBe(404);
  });

  it('says which DNS records it needs', async () => {
    const call = callAs(await seedWorkspace());
    const slug = newName();
    await call('POST', '/domains', { slug });
    expect((await call('GET', `/domains/${slug}/dns`)).body).toMatchObject({ slug, verified: true, records: [] });
    expect((await call('POST', `/domains/${slug}/verify`)).body).toMatchObject({ verified: true, certificate: null });
  });

  it.each([
    [{ slug: 'acme' }, 422],
    [{ slug: 'xn--80ak6aa92e.com' }, 422],
    [{ slug: 'https://api.hopline.example/' }, 422],
    [{ slug: 'x.localhost', assetLinks: 'no' }, 422],
    [{}, 422],
  ])('%j is refused', async (body, status) => {
    expect((await callAs(await seedWorkspace())('POST', '/domains', body)).status).toBe(status);
  });

  it('needs the scope to change it, and the scope to see it', async () => {
    const reader = await seedWorkspace({ scopes: ['domains.read'] });
    expect((await callAs(reader)('POST', '/domains', { slug: newName() })).status).toBe(403);
    expect((await callAs(reader)('DELETE', `/domains/${reader.domain}`)).status).toBe(403);
    const writer = await seedWorkspace({ scopes: ['domains.write'] });
    expect((await callAs(writer)('GET', '/domains')).status).toBe(403);
  });
});

describe('names for sale', () => {
  it('are none here, and the answer says what to do instead', async () => {
    const call = callAs(await seedWorkspace());
    const status = await call('GET', '/domains/status?domains=a.link%2Cb.link');
    expect(status.body).toEqual(
      ['a.link', 'b.link'].map((domain) => ({ domain, available: false, premium: null, prices: null, price: null })),
    );
    const refused = await call<{ error: { message: string } }>('POST', '/domains/register', { domain: 'acme.link' });
    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining('POST /domains')]);
    expect((await call('POST', '/domains/register', { domain: 'acme.com' })).status).toBe(422);
  });
});
