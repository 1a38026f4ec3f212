import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Name } from '#core/link/ports.ts';
import { linkKvKey } from '#core/route/keys.ts';
import { QUARANTINE_MS } from '#core/link/publish.ts';
import { repairCopies, SETTLING_MS, type RepairPorts } from '#core/route/repair-copies.ts';
import { sweepCopies, type SweepPorts } from '#core/route/sweep-copies.ts';
import { claimShard } from '#core/shard/place.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { testEnv } from '#test/worker/env.ts';
import { D1Claims } from './links/claims.ts';
import { pendingOn } from './links/pending-copies.ts';
import { WorkspaceLinks } from './links/workspace-links.ts';
import { RouteShards } from './routes.ts';

const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];
const kv = (env as unknown as { ROUTES: KVNamespace }).ROUTES;
const shards = new RouteShards(SHARDS);
const claims = new D1Claims(SHARDS);
const NOW = 1_763_000_000_000;

/** The real stores, with KV that can be made to fail. */
function repairPorts(kvFails = false): RepairPorts & { failures: Name[] } {
  const cache = new KvRoutes(kv);
  const failures: Name[] = [];
  return {
    failures,
    pending: (before, limit) => pendingOn(SHARDS, before, limit),
    links: async (workspaceId) => new WorkspaceLinks(testEnv.LINKS_0, workspaceId),
    claims,
    cache: kvFails
      ? { put: () => Promise.reject(new Error('KV is down')), remove: () => Promise.reject(new Error('KV is down')) }
      : cache,
    failed: (name) => void failures.push(name),
  };
}

const note = (
  tenant: { domain: string; workspaceId: string },
  key: string,
  linkId: string,
  revision: number,
  since = 0,
) =>
  testEnv.LINKS_0.prepare(
    'INSERT INTO pending_copies (domain, key, link_id, workspace_id, revision, since) VALUES (?, ?, ?, ?, ?, ?)',
  )
    .bind(tenant.domain, key, linkId, tenant.workspaceId, revision, since)
    .run();

const notes = async (domain: string): Promise<number> =>
  (await testEnv.LINKS_0.prepare('SELECT count(*) AS n FROM pending_copies WHERE domain = ?')
    .bind(domain)
    .first<number>('n')) ?? -1;

const copyOf = (name: Name) => kv.get(linkKvKey(name.domain, name.key));

describe('a change whose KV write failed', () => {
  it('is repaired, and then no longer noted', async () => {
    const tenant = await seedWorkspace();
    const linkId = await seedLink(tenant, { key: 'lost', url: 'https://a.example/' });
    await note(tenant, 'lost', linkId, 1);

    expect(await repairCopies(repairPorts(), NOW, 100)).toEqual({ repaired: 1, failed: 0 });

    expect(await copyOf({ domain: tenant.domain, key: 'lost' })).toContain('https://a.example/');
    expect(await notes(tenant.domain)).toBe(0);
  });

  it('stays noted while KV is down, and the next one is tried all the same', async () => {
    const tenant = await seedWorkspace();
    for (const key of ['a', 'b'])
      await note(tenant, key, await seedLink(tenant, { key, url: 'https://a.example/' }), 1);
    const ports = repairPorts(true);
    expect(await repairCopies(ports, NOW, 100)).toEqual({ repaired: 0, failed: 2 });
    expect(ports.failures.map((name) => name.key).toSorted()).toEqual(['a', 'b']);
    expect(await notes(tenant.domain)).toBe(2);
    expect(await repairCopies(repairPorts(), NOW, 100)).toEqual({ repaired: 2, failed: 0 });
  });

  it('of a deleted link takes the copies away', async () => {
    const tenant = await seedWorkspace();
    const linkId = await seedLink(tenant, { key: 'gone', url: 'https://a.example/' });
    const name = { domain: tenant.domain, key: 'gone' };
    await kv.put(linkKvKey(name.domain, name.key), 'old copy');
    await testEnv.LINKS_0.prepare('DELETE FROM links WHERE id = ?').bind(linkId).run();
    await note(tenant, 'gone', linkId, 0);

    await repairCopies(repairPorts(), NOW, 100);

    expect(await copyOf(name)).toBeNull();
    expect(await claims.read(name)).toMatchObject({ record: null, restsUntil: NOW + QUARANTINE_MS });
  });

  it('that is only seconds old is left to the request that made it', async () => {
    const tenant = await seedWorkspace();
    await note(
      tenant,
      'new',
      await seedLink(tenant, { key: 'new', url: 'https://a.example/' }),
      1,
      NOW - SETTLING_MS + 1,
    );
    expect(await repairCopies(repairPorts(), NOW, 100)).toEqual({ repaired: 0, failed: 0 });
  });

  it('waits for the next run when a run has enough', async () => {
    const tenant = await seedWorkspace();
    for (const key of ['1', '2', '3'])
      await note(tenant, key, await seedLink(tenant, { key, url: 'https://a.example/' }), 1, Number(key));
    expect(await repairCopies(repairPorts(), NOW, 2)).toMatchObject({ repaired: 2 });
    expect(await notes(tenant.domain)).toBe(1);
    await repairCopies(repairPorts(), NOW, 2);
  });
});

describe('the sweep', () => {
  it('finds and mends every copy that differs from its row, page by page', async () => {
    const tenant = await seedWorkspace();
    const keys = Array.from({ length: 25 }, (_, i) => `s${i}`);
    for (const key of keys) await seedLink(tenant, { key, url: `https://a.example/${key}` });
    await kv.put(linkKvKey(tenant.domain, 's3'), '{"version":1,"url":"https://stale.example/"}');
    const ports: SweepPorts = {
      routesAfter: (shard, after, limit) => shards.routesAfter(shard, after, limit),
      copyOf,
      claims,
      cache: new KvRoutes(kv),
    };

    const sweepAll = async (): Promise<number> => {
      let mended = 0;
      for (let shard = 0; shard < shards.count; shard++) {
        // Names of other domains stand before and after these, as many as other tests have made.
        let after: Name | undefined = { domain: tenant.domain, key: '' };
        do {
          const page = await sweepCopies(ports, shard, after, 7);
          expect(page.compared).toBeLessThanOrEqual(7);
          mended += page.mended;
          after = page.next;
        } while (after?.domain === tenant.domain);
      }
      return mended;
    };

    expect(await sweepAll()).toBeGreaterThanOrEqual(25);
    for (const key of keys) expect(await copyOf({ domain: tenant.domain, key })).toContain(`https://a.example/${key}`);
    expect(await sweepAll()).toBe(0);
    expect(new Set(keys.map((key) => claimShard(tenant.domain, key, 2))).size).toBe(2);
  });
});
