import { describe, expect, it } from 'vitest';
import { linkSchema, type WireLink } from '#core/link/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';
import { copyOf, type ErrorAnswer, pending, routeOf } from './test-stores.ts';

describe('POST /links', () => {
  it('answers a whole link and writes link, claim and cache', async () => {
    const tenant = await seedWorkspace();
    const { status, body, headers } = await callAs(tenant)<WireLink>('POST', '/links', {
      url: 'https://acme.test/launch',
      key: 'Launch',
    });
    expect(status).toBe(200);
    expect(linkSchema.strict().parse(body)).toEqual(body);
    expect(body).toMatchObject({
      domain: tenant.domain,
      key: 'launch',
      shortLink: `https://${tenant.domain}/launch`,
      clicks: 0,
      userId: tenant.userId,
    });
    expect(headers.get('etag')).toBe('"1"');
    const route = await routeOf(tenant.domain, 'launch');
    expect(route).toMatchObject({
      link_id: body.id,
      revision: 1,
      record: { url: 'https://acme.test/launch', revision: 1 },
    });
    expect(await copyOf(tenant.domain, 'launch')).toEqual(route?.record);
    expect(await pending(tenant)).toBe(0);
  });

  it('makes a random key of seven characters, under the prefix when there is one', async () => {
    const call = callAs(await seedWorkspace());
    const plain = await call<WireLink>('POST', '/links', { url: 'https://acme.test' });
    const nested = await call<WireLink>('POST', '/links', { url: 'https://acme.test', prefix: '/c/', keyLength: 4 });
    expect(plain.body.key).toMatch(/^[2-9a-hjkmnp-z]{7}$/);
    expect(nested.body.key).toMatch(/^c\/[2-9a-hjkmnp-z]{4}$/);
  });

  it('lets exactly one of fifty requests for one key win', async () => {
    const call = callAs(await seedWorkspace());
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        call<WireLink & ErrorAnswer>('POST', '/links', { url: `https://acme.test/${n}`, key: 'race' }),
      ),
    );
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer.status !== 200).map((answer) => answer.body.error.code))).toEqual(
      new Set(['conflict']),
    );
    const domain = won[0]?.body.domain ?? '';
    expect((await routeOf(domain, 'race'))?.record?.url).toBe(won[0]?.body.url);
  });
});

describe('what a link can do', () => {
  it('never stores or shows a password, only its mask', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireLink>('POST', '/links', {
      url: 'https://acme.test',
      key: 'pw',
      password: 'correct horse',
    });
    expect(body.password).toBe('********');
    const record = (await routeOf(tenant.domain, 'pw'))?.record;
    expect(record?.passwordHash).toMatch(/^pbkdf2/);
    const log = await testEnv.LINKS_0.prepare('SELECT change FROM link_audit_log WHERE link_id = ?')
      .bind(body.id)
      .first<string>('change');
    expect(log).not.toContain('pbkdf2');
    const same = await call<WireLink>('PATCH', `/links/${body.id}`, { password: '********', title: 'x' });
    expect(same.body.password).toBe('********');
    expect((await routeOf(tenant.domain, 'pw'))?.record?.passwordHash).toBe(record?.passwordHash);
    const cleared = await call<WireLink>('PATCH', `/links/${body.id}`, { password: null });
    expect(cleared.body.password).toBeNull();
    expect((await routeOf(tenant.domain, 'pw'))?.record?.passwordHash).toBeUndefined();
  });

  it('compiles everything a link can do into the record the edge serves', async () => {
    const tenant = await seedWorkspace();
    await callAs(tenant)('POST', '/links', {
      url: 'acme.test/launch',
      key: 'all',
      utm_source: 'news letter',
      geo: { de: 'https://acme.test/de', at: 'https://acme.test/de' },
      ios: 'https://apps.apple.com/app/id1',
      expiresAt: '2031-01-01',
      maxClicks: 5,
      statusCode: 307,
      forwardQuery: false,
      trackConversion: true,
      proxy: true,
      title: 'T',
      description: 'D',
      disabled: true,
      testVariants: [
        { url: 'https://a.test', percentage: 30 },
        { url: 'https://b.test', percentage: 70 },
      ],
    });
    expect((await routeOf(tenant.domain, 'all'))?.record).toMatchObject({
      url: 'https://acme.test/launch?utm_source=news%20letter',
      status: 307,
      expiresAt: Date.UTC(2031, 0, 1),
      maxClicks: 5,
      disabled: true,
      dropQuery: true,
      trackConversion: true,
      social: { title: 'T', description: 'D' },
      rules: [{ id: 'geo:DE+AT', when: [{ on: 'country', is: ['DE', 'AT'] }], then: { url: 'https://acme.test/de' } }],
      split: {
        variants: [
          { id: '1', url: 'https://a.test', weight: 30 },
          { id: '2', url: 'https://b.test', weight: 70 },
        ],
      },
    });
  });
});

describe('cacheSeconds', () => {
  it('lets browsers keep a permanent redirect only for as long as the link says, and never by default', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const plain = await call<WireLink>('POST', '/links', { url: 'https://acme.test', key: 'plain', statusCode: 301 });
    const kept = await call<WireLink>('POST', '/links', {
      url: 'https://acme.test',
      key: 'kept',
      statusCode: 301,
      cacheSeconds: 3600,
    });
    expect([plain.body.cacheSeconds, kept.body.cacheSeconds]).toEqual([0, 3600]);
    expect((await routeOf(tenant.domain, 'plain'))?.record?.cacheSeconds).toBeUndefined();
    expect((await routeOf(tenant.domain, 'kept'))?.record).toMatchObject({ status: 301, cacheSeconds: 3600 });
    const back = await call('PATCH', `/links/${kept.body.id}`, { statusCode: 302 });
    expect(back.status).toBe(422);
    expect((await call('PATCH', `/links/${kept.body.id}`, { statusCode: 302, cacheSeconds: null })).status).toBe(200);
  });
});
