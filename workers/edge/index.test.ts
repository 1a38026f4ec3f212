import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { linkKvKey, saltKvKey } from '#core/route/keys.ts';
import { saltDay } from '#core/visitor/visitor-id.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { testEnv } from '#test/worker/env.ts';
import { clicks, visit } from '#test/worker/visit.ts';

beforeAll(() => env.ROUTES.put(saltKvKey(saltDay(Date.now())), btoa('0123456789abcdef0123456789abcdef')));

describe('a visit to a link', () => {
  it('is answered 302 from D1 when KV has no copy, and then KV has one', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'launch', url: 'https://acme.example/start' });

    const response = await visit(`https://${tenant.domain}/launch`);

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://acme.example/start');
    await expect.poll(() => env.ROUTES.get(linkKvKey(tenant.domain, 'launch'))).toContain('https://acme.example/start');
  });

  it('is answered from KV alone when there is a copy', async () => {
    const tenant = await seedWorkspace();
    const linkId = await seedLink(tenant, { key: 'only-kv', url: 'https://acme.example/d1' });
    await testEnv.LINKS_0.prepare('DELETE FROM routes WHERE link_id = ?').bind(linkId).run();
    await testEnv.LINKS_1.prepare('DELETE FROM routes WHERE link_id = ?').bind(linkId).run();
    const record = { version: 1, workspaceId: tenant.workspaceId, linkId, url: 'https://acme.example/kv', revision: 1 };
    await env.ROUTES.put(linkKvKey(tenant.domain, 'only-kv'), JSON.stringify(record));

    const response = await visit(`https://${tenant.domain}/only-kv`);

    expect(response.headers.get('location')).toBe('https://acme.example/kv');
  });

  it('may not be stored, and is hidden from search engines', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'plain', url: 'https://acme.example/' });

    const response = await visit(`https://${tenant.domain}/plain`);

    expect(response.headers.get('cache-control')).toBe('private, no-store, max-age=0');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(await response.text()).toBe('');
  });
});

describe('the click of a visit', () => {
  it('carries its place, its visitor and no address', async () => {
    const tenant = await seedWorkspace();
    const linkId = await seedLink(tenant, { key: 'seen', url: 'https://acme.example/' });

    await visit(`https://${tenant.domain}/seen?qr=1&utm_source=mail`, {
      headers: {
        'cf-connecting-ip': '203.0.113.77',
        'user-agent': 'Mozilla/5.0 Test',
        'accept-language': 'de-CH,de;q=0.9',
        referer: 'https://news.example/a',
      },
      cf: { country: 'CH', continent: 'EU', city: 'Bern', regionCode: 'BE', asn: 3303 } as IncomingRequestCfProperties,
    });

    const [click] = await clicks(tenant.workspaceId, 1);
    expect(click).toMatchObject({
      type: 'click',
      workspaceId: tenant.workspaceId,
      linkId,
      domain: tenant.domain,
      key: 'seen',
      url: 'https://acme.example/?utm_source=mail',
      ua: 'Mozilla/5.0 Test',
      referer: 'https://news.example/a',
      language: 'de-CH',
      geo: { country: 'CH', continent: 'EU', region: 'BE', city: 'Bern', asn: 3303 },
      trigger: 'qr',
      signs: [],
    });
    expect(click?.visitor).toMatch(/^[0-9a-f]{16}$/);
    expect(click?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(JSON.stringify(click)).not.toContain('203.0.113.77');
  });

  it('keeps only country and continent of who asked not to be tracked', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'private', url: 'https://acme.example/' });

    await visit(`https://${tenant.domain}/private`, {
      headers: { 'sec-gpc': '1', 'cf-connecting-ip': '203.0.113.9' },
      cf: { country: 'FR', continent: 'EU', city: 'Paris', regionCode: 'IDF', asn: 1 } as IncomingRequestCfProperties,
    });

    const [click] = await clicks(tenant.workspaceId, 1);
    expect(click?.visitor).toBe('');
    expect(click?.geo).toEqual({ country: 'FR', continent: 'EU', region: '', city: '', asn: 0 });
  });

  it('by HEAD, which gets the same headers without a body, says so', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'head', url: 'https://acme.example/head' });

    const response = await visit(`https://${tenant.domain}/head`, { method: 'HEAD' });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://acme.example/head');
    expect((await clicks(tenant.workspaceId, 1))[0]?.signs).toEqual(['head']);
  });
});

describe('an address without a link', () => {
  it('is answered with a small page that loads nothing', async () => {
    const tenant = await seedWorkspace();

    const response = await visit(`https://${tenant.domain}/nothing-here`);

    expect(response.status).toBe(404);
    expect(response.headers.get('x-hopline-reason')).toBe('unknown-link');
    const page = await response.text();
    expect(page.length).toBeLessThan(2048);
    expect(page).not.toMatch(/src=|@import|url\(|https?:/);
  });

  it('on a host nobody has connected says so', async () => {
    const response = await visit('https://nobody.example/launch');
    expect([response.status, response.headers.get('x-hopline-reason')]).toEqual([404, 'unknown-host']);
  });

  it.each([
    ['a lone percent sign', '%'],
    ['a broken escape', '%zz'],
    ['broken UTF-8', '%E0%A4%A'],
    ['a null byte', 'a%00b'],
    ['a header injection', '%0d%0aSet-Cookie:x'],
    ['thousands of characters', 'x'.repeat(3000)],
  ])('with %s gets a clear 4xx', async (_what, path) => {
    const tenant = await seedWorkspace();
    const response = await visit(`https://${tenant.domain}/${path}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-hopline-reason')).toBe('bad-request');
  });

  it('longer than any url is refused as such', async () => {
    const response = await visit(`https://nobody.example/${'y'.repeat(20_000)}`);
    expect(response.status).toBe(414);
  });
});
