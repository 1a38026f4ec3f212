import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { domainKvKey } from '#core/route/keys.ts';
import type { DomainRecord } from '#core/route/record.ts';
import type { Tenant } from '#test/tenant.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { clicks, visit } from '#test/worker/visit.ts';
import { FRAME_STYLE, FRAME_STYLE_HASH } from './frame.ts';
import { STYLE, STYLE_HASH } from './shell.ts';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const CRAWLER = 'facebookexternalhit/1.1';
const PAST = 1_000;
const FUTURE = 4_102_444_800_000;
const EVIL = '"><script>alert(1)</script>';

let tenant: Tenant;
const at = (path: string): string => `https://${tenant.domain}/${path}`;

/** A domain whose copy in KV carries settings. */
async function seedDomain(settings: Partial<DomainRecord>): Promise<Tenant> {
  const owner = await seedWorkspace();
  const record: DomainRecord = { version: 1, workspaceId: owner.workspaceId, ...settings };
  await env.ROUTES.put(domainKvKey(owner.domain), JSON.stringify(record));
  return owner;
}

beforeAll(async () => {
  tenant = await seedWorkspace();
});

describe('the styles of the pages', () => {
  it.each([
    [STYLE, STYLE_HASH],
    [FRAME_STYLE, FRAME_STYLE_HASH],
  ])('are those the policy names', async (style, hash) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(hash).toBe(`sha256-${btoa(String.fromCharCode(...digest))}`);
  });
});

describe('unknown, not started, expired and exhausted', () => {
  it('are four different answers, each with a page of its own', async () => {
    await seedLink(tenant, { key: 'later', url: 'https://a.example/', record: { startsAt: FUTURE } });
    await seedLink(tenant, { key: 'over', url: 'https://a.example/', record: { expiresAt: PAST } });
    await seedLink(tenant, { key: 'none', url: 'https://a.example/', record: { maxClicks: 0 } });
    await seedLink(tenant, { key: 'off', url: 'https://a.example/', record: { disabled: true } });
    const answers = await Promise.all(['nobody', 'later', 'over', 'none', 'off'].map((key) => visit(at(key))));
    expect(answers.map((answer) => answer.headers.get('x-hopline-reason'))).toEqual([
      'unknown-link',
      'not-started',
      'expired',
      'exhausted',
      'disabled',
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 425, 410, 410, 403]);
    const pages = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(pages).size).toBe(5);
    for (const page of pages) expect(page.length).toBeLessThan(2_560);
  });

  it('lead to the domain’s pages where it has them', async () => {
    const owner = await seedDomain({
      notFoundUrl: 'https://acme.example/404',
      expiredUrl: 'https://acme.example/over',
    });
    await seedLink(owner, { key: 'over', url: 'https://a.example/', record: { expiresAt: PAST } });
    await seedLink(owner, {
      key: 'own',
      url: 'https://a.example/',
      record: { expiresAt: PAST, expiredUrl: 'https://acme.example/own' },
    });
    const locations = await Promise.all(
      ['nobody', 'over', 'own'].map(async (key) =>
        (await visit(`https://${owner.domain}/${key}`)).headers.get('location'),
      ),
    );
    expect(locations).toEqual(['https://acme.example/404', 'https://acme.example/over', 'https://acme.example/own']);
  });
});

describe('the bare domain', () => {
  it('answers with its root link', async () => {
    const owner = await seedWorkspace();
    await seedLink(owner, { key: '_root', url: 'https://acme.example/' });
    expect((await visit(`https://${owner.domain}/`)).headers.get('location')).toBe('https://acme.example/');
    expect((await visit(`https://${owner.domain}`)).headers.get('location')).toBe('https://acme.example/');
  });
});

describe('keys', () => {
  it.each([
    ['🚀', '%F0%9F%9A%80'],
    ['ünï', '%C3%9CN%C3%AF'],
    ['a/b/c', 'a/b/c'],
    ['a/b/c/d', 'A%2FB/c/d/'],
    ['launch', 'LAUNCH'],
    ['x.y-z_1', 'x.y-z_1'],
  ])('%j answers at /%s', async (key, path) => {
    await seedLink(tenant, { key, url: `https://a.example/#${encodeURIComponent(key)}` });
    expect((await visit(at(path))).headers.get('location')).toBe(`https://a.example/#${encodeURIComponent(key)}`);
  });

  it('differ by case where the domain says so', async () => {
    const owner = await seedDomain({ caseSensitive: true });
    await seedLink(owner, { key: 'Ab', url: 'https://a.example/' });
    expect((await visit(`https://${owner.domain}/Ab`)).status).toBe(302);
    expect((await visit(`https://${owner.domain}/ab`)).status).toBe(404);
  });

  it('with a wildcard answer below it, and record the path that was visited', async () => {
    const owner = await seedWorkspace();
    await seedLink(owner, { key: 'p/*', url: 'https://shop.example/items/{path}?from=hop' });
    expect((await visit(`https://${owner.domain}/p/shoes/red?x=1`)).headers.get('location')).toBe(
      'https://shop.example/items/shoes/red?from=hop&x=1',
    );
    expect(await clicks(owner.workspaceId, 1)).toMatchObject([
      { key: 'p/shoes/red', url: 'https://shop.example/items/shoes/red?from=hop&x=1' },
    ]);
  });
});

describe('a crawler', () => {
  it('sees the link’s own preview, every value escaped, and is captured as one', async () => {
    const owner = await seedWorkspace();
    const social = {
      title: `Spring ${EVIL}`,
      description: `50 % off ${EVIL}`,
      image: 'https://a.example/i.png',
      video: 'javascript:alert(1)',
    };
    await seedLink(owner, { key: 'og', url: 'https://a.example/', record: { social } });
    const answer = await visit(`https://${owner.domain}/og`, { headers: { 'user-agent': CRAWLER } });
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('<meta property="og:title" content="Spring &#34;&#62;&#60;script&#62;');
    expect(html).toContain('<meta property="og:image" content="https://a.example/i.png">');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('javascript:');
    expect(await clicks(owner.workspaceId, 1)).toMatchObject([{ signs: ['preview'], url: 'https://a.example/' }]);
  });

  it('is not what a person is taken for', async () => {
    await seedLink(tenant, { key: 'og2', url: 'https://a.example/', record: { social: { title: 't' } } });
    expect((await visit(at('og2'), { headers: { 'user-agent': BROWSER } })).status).toBe(302);
  });
});

describe('a cloaked link', () => {
  it('frames its destination, escaped, with a way out and a policy that allows only the frame', async () => {
    await seedLink(tenant, {
      key: 'cloak',
      url: 'https://a.example/?a=1&b=2',
      record: { cloak: true, social: { title: EVIL } },
    });
    const answer = await visit(at('cloak'));
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('<iframe src="https://a.example/?a=1&#38;b=2"');
    expect(html).toContain('target="_top"');
    expect(html).not.toContain('<script');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).toContain('frame-src https:');
  });
});

describe('views of a link', () => {
  it('show where it leads without counting', async () => {
    const owner = await seedWorkspace();
    await seedLink(owner, { key: 'peek', url: 'https://a.example/<here>' });
    for (const path of ['peek+', 'peek%2B', 'PEEK+']) {
      const answer = await visit(`https://${owner.domain}/${path}`);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain('href="https://a.example/%3Chere%3E"');
      expect(html).not.toContain('<here>');
    }
    await visit(`https://${owner.domain}/peek`);
    expect(await clicks(owner.workspaceId, 1)).toHaveLength(1);
  });

  it('keep the secrets of locked and limited links', async () => {
    await seedLink(tenant, { key: 'locked', url: 'https://secret.example/', record: { passwordHash: 'x' } });
    await seedLink(tenant, { key: 'limited', url: 'https://secret.example/', record: { maxClicks: 5 } });
    for (const path of ['locked+', 'limited+']) expect(await (await visit(at(path))).text()).not.toContain('secret');
  });

  it('of a link that is closed or unknown say so', async () => {
    await seedLink(tenant, { key: 'gone', url: 'https://a.example/', record: { expiresAt: PAST } });
    expect((await visit(at('gone+'))).headers.get('x-hopline-reason')).toBe('expired');
    expect((await visit(at('never+'))).headers.get('x-hopline-reason')).toBe('unknown-link');
    expect((await visit(at('never.qr'))).headers.get('x-hopline-reason')).toBe('unknown-link');
  });

  it('give its QR code', async () => {
    await seedLink(tenant, { key: 'code', url: 'https://a.example/' });
    const answer = await visit(at('code.qr'));
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(await answer.text()).toMatch(/^<svg/);
  });
});

describe('status and cache policy', () => {
  it.each([
    [301, undefined, 'private, no-store, max-age=0'],
    [301, 3600, 'private, max-age=3600'],
    [308, 60, 'private, max-age=60'],
    [302, 3600, 'private, no-store, max-age=0'],
    [307, undefined, 'private, no-store, max-age=0'],
  ] as const)('%i kept for %s seconds', async (status, cacheSeconds, header) => {
    const key = `s${status}-${cacheSeconds ?? 0}`;
    await seedLink(tenant, {
      key,
      url: 'https://a.example/',
      record: { status, ...(cacheSeconds === undefined ? {} : { cacheSeconds }) },
    });
    const answer = await visit(at(key));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, header]);
  });

  it('search engines may index only what says so', async () => {
    await seedLink(tenant, { key: 'indexed', url: 'https://a.example/', record: { index: true } });
    expect((await visit(at('indexed'))).headers.get('x-robots-tag')).toBeNull();
  });
});

describe('files of a domain', () => {
  it('tie it to its apps', async () => {
    const owner = await seedDomain({ appleAppSiteAssociation: '{"applinks":{}}', assetLinks: '[]' });
    const files = [
      '.well-known/apple-app-site-association',
      'apple-app-site-association',
      '.well-known/assetlinks.json',
    ];
    const answers = await Promise.all(files.map((file) => visit(`https://${owner.domain}/${file}`)));
    expect(answers.map((answer) => [answer.status, answer.headers.get('content-type')])).toEqual(
      files.map(() => [200, 'application/json']),
    );
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([
      '{"applinks":{}}',
      '{"applinks":{}}',
      '[]',
    ]);
  });

  it('that it does not have are not found', async () => {
    expect((await visit(at('.well-known/assetlinks.json'))).status).toBe(404);
  });

  it('that every host has are there', async () => {
    expect(await (await visit(at('robots.txt'))).text()).toContain('User-agent: *');
    expect((await visit(at('favicon.ico'))).headers.get('content-type')).toBe('image/svg+xml');
  });
});

it('methods a link does not know are refused', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await visit(at('x'), { method })).status).toBe(405);
});
