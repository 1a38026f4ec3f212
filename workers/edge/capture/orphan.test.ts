import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { saltKvKey } from '#core/route/keys.ts';
import { saltDay } from '#core/visitor/visitor-id.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { clicks, visit } from '#test/worker/visit.ts';
import { ORPHANS_KEPT } from './orphans-kept.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
/** As a person's: what a request says of itself is kept with it. */
const headers = { 'user-agent': CHROME, referer: 'https://news.example/a', 'cf-connecting-ip': '203.0.113.9' };

beforeAll(() => env.ROUTES.put(saltKvKey(saltDay(Date.now())), btoa('0123456789abcdef0123456789abcdef')));

describe('a visit that leads nowhere', () => {
  it('is kept with what it asked for and why, and is no click', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'over', url: 'https://acme.example/', record: { expiresAt: Date.now() - 1_000 } });
    for (const path of ['/no-such-key', '/over', '/']) await visit(`https://${tenant.domain}${path}`, { headers });

    const orphans = await clicks(tenant.workspaceId, 3, 'orphan');

    expect(orphans.map(({ key, rule, linkId, url }) => [key, rule, linkId, url].join()).toSorted()).toEqual([
      '_root,unknown-link,,',
      'no-such-key,unknown-link,,',
      'over,expired,,',
    ]);
    expect(orphans[0]).toMatchObject({ domain: tenant.domain, referer: headers.referer, ua: CHROME });
    expect(orphans[0]?.visitor).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is left out in a scan, and the next one kept says how many were', async () => {
    const tenant = await seedWorkspace();
    const extra = 25;
    for (let n = 0; n < ORPHANS_KEPT.burst + extra; n++) await visit(`https://${tenant.domain}/scan-${n}`, { headers });
    await expect
      .poll(
        async () => {
          await visit(`https://${tenant.domain}/later`, { headers });
          const orphans = await clicks(tenant.workspaceId, 1, 'orphan');
          return orphans.reduce((sum, { variant }) => sum + Number(variant), 0);
        },
        { timeout: 10_000, interval: 500 },
      )
      .toBeGreaterThan(0);
    const kept = await clicks(tenant.workspaceId, ORPHANS_KEPT.burst, 'orphan');
    const left = kept.reduce((sum, { variant }) => sum + Number(variant), 0);
    expect(left).toBeLessThanOrEqual(extra + 20);
    expect(kept.length).toBeLessThan(ORPHANS_KEPT.burst + extra);
  });
});
