/** What the abuse desk has taken out of service leads nowhere, whatever else its record says, and shows nothing of where it led. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { QUARANTINE_KV_KEY } from '#core/route/keys.ts';
import { quarantineEntry } from '#core/route/quarantine.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { clicks, visit } from '#test/worker/visit.ts';
import { createEdge } from '../env.ts';
import { consoleMetrics } from '../metrics.ts';
import { visit as answer } from './visit.ts';
import { arrivalOf } from './visiting.ts';

const SECRET = 'https://secret.example/';
const CRAWLER = { 'user-agent': 'facebookexternalhit/1.1' };

describe('a blocked link', () => {
  it.each([
    ['plain', {}],
    ['with a password', { passwordHash: 'x' }],
    ['with a click limit', { maxClicks: 5 }],
    ['with a preview of its own', { social: { title: 'Win a prize' } }],
    ['cloaked', { cloak: true as const }],
    ['permanent and kept by browsers', { status: 301 as const, cacheSeconds: 3_600 }],
    ['expired, with a page for that', { expiresAt: 1, expiredUrl: SECRET }],
  ])('%s answers 451 to everybody, and names no destination', async (_, settings) => {
    const owner = await seedWorkspace();
    await seedLink(owner, { key: 'bad', url: SECRET, record: { ...settings, blocked: true } });
    for (const [path, headers] of [
      ['bad', {}],
      ['bad', CRAWLER],
      ['bad+', {}],
    ] as const) {
      const response = await visit(`https://${owner.domain}/${path}`, { headers });
      expect([path, response.status, response.headers.get('x-hopline-reason')]).toEqual([path, 451, 'blocked']);
      expect(response.headers.get('location')).toBeNull();
      expect(response.headers.get('cache-control')).toContain('no-store');
      const page = await response.text();
      expect(page).toContain('taken out of service');
      expect(page).not.toContain('secret.example');
    }
    expect(await clicks(owner.workspaceId, 2, 'orphan')).toMatchObject([{ rule: 'blocked' }, { rule: 'blocked' }]);
  });
});

describe('a workspace in quarantine', () => {
  /** An isolate of its own, whose clock the test holds. */
  function isolate() {
    const clock = { now: Date.now() };
    const pending: Promise<unknown>[] = [];
    const edge = createEdge(env, consoleMetrics, () => clock.now);
    const status = async (url: string): Promise<number> => {
      const { status: code } = await answer(arrivalOf(new Request(url)), edge, (work) => void pending.push(work));
      await Promise.all(pending.splice(0));
      return code;
    };
    return { clock, status };
  }

  it('leads nowhere within a minute, its neighbours on the same domain do, and afterwards all as before', async () => {
    const [bad, good] = [await seedWorkspace(), await seedWorkspace()];
    await seedLink(bad, { key: 'one', url: SECRET });
    await seedLink({ ...good, domain: bad.domain }, { key: 'other', url: 'https://fine.example/' });
    const [one, other] = [`https://${bad.domain}/one`, `https://${bad.domain}/other`];
    await env.ROUTES.put(QUARANTINE_KV_KEY, quarantineEntry([]));
    const { clock, status } = isolate();
    expect([await status(one), await status(other)]).toEqual([302, 302]);

    for (const [ids, expected] of [
      [[bad.workspaceId], 451],
      [[], 302],
    ] as const) {
      await env.ROUTES.put(QUARANTINE_KV_KEY, quarantineEntry(ids));
      // KV's own cache may add its 30 seconds; the isolate's part is below the other 30.
      for (let waited = 0; waited < 30; waited += 5) {
        await status(one);
        clock.now += 5_000;
      }
      expect([await status(one), await status(`${one}+`), await status(`${one}.qr`), await status(other)]).toEqual([
        expected,
        expected === 302 ? 200 : 451,
        expected === 302 ? 200 : 451,
        302,
      ]);
    }
  });
});

describe('the preview of a link', () => {
  it('offers to report it, by its short address', async () => {
    const owner = await seedWorkspace();
    await seedLink(owner, { key: 'peek', url: 'https://a.example/' });
    const page = await (await visit(`https://${owner.domain}/peek+`)).text();
    const address = encodeURIComponent(`https://${owner.domain}/peek`);
    expect(page).toContain(`href="https://api.test/abuse/report?link=${address}"`);
  });
});
