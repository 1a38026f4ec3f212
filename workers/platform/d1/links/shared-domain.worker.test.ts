/** One domain used by several workspaces: a key is one link's, whoever asks at the same moment, and rests before it changes hands. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Domain } from '#core/domain/domain.ts';
import { createLinks } from '#core/link/bulk.ts';
import { createLink } from '#core/link/create.ts';
import { deleteLink } from '#core/link/delete.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { QUARANTINE_MS } from '#core/link/publish.ts';
import { restoreLink } from '#core/link/restore.ts';
import { updateLink } from '#core/link/update.ts';
import { upsertLink } from '#core/link/upsert.ts';
import { claimShard } from '#core/shard/place.ts';
import { LINK_SHARDS, type Tenant } from '../../../../test/support/tenant.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { testEnv } from '../../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../../test/support/worker/seed.ts';
import { KvRoutes } from '../../kv/routes.ts';
import { WorkspaceFolders } from '../labels/workspace-folders.ts';
import { WorkspaceTags } from '../labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '../labels/workspace-utm-templates.ts';
import { D1Claims } from './claims.ts';
import { UnwrittenClaims } from './unwritten-claims.ts';
import { WorkspaceLinks } from './workspace-links.ts';

const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];

/** The tenant's real stores, with a domain that other workspaces have, too. */
function open(tenant: Tenant, slug: string, now: () => number = Date.now): LinkContext {
  const shard = SHARDS[tenant.linkShard] as D1Database;
  const { workspaceId, userId } = tenant;
  const shared = { slug, archived: false, caseSensitive: false, primary: true, verified: true } as Domain;
  return {
    actor: ownerOf(tenant),
    now,
    links: new WorkspaceLinks(shard, workspaceId),
    claims: new D1Claims(SHARDS),
    cache: new KvRoutes((env as unknown as ApiEnv).ROUTES),
    domains: { all: async () => [shared], knownHosts: async () => [] },
    entitlements: new PlanEntitlements('enterprise', { count: () => Promise.resolve(0) }),
    tags: new WorkspaceTags(shard, workspaceId),
    folders: new WorkspaceFolders(shard, workspaceId, userId, 'everything'),
    templates: new WorkspaceUtmTemplates(shard, workspaceId),
    screening: { sources: [], lookupFailed: () => {} },
    copyFailed: (_name, error) => {
      throw error;
    },
  };
}

const url = 'https://acme.test';

/** All links of any workspace with this name, on every shard. */
async function everyLink(domain: string, key: string): Promise<{ id: string; workspace_id: string }[]> {
  const found = await Promise.all(
    SHARDS.map((shard) =>
      shard
        .prepare('SELECT id, workspace_id FROM links WHERE domain = ? AND key = ?')
        .bind(domain, key)
        .all<{ id: string; workspace_id: string }>(),
    ),
  );
  return found.flatMap(({ results }) => results);
}

describe('a key that many want at once', () => {
  it('goes to exactly one whatever way it is asked for: made, renamed, upserted, one by one or in bulk', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 10 }, (_, n) => seedWorkspace({ linkShard: n % LINK_SHARDS })),
    );
    const slug = `ways-${tenants[0]?.domain}`;
    const contexts = tenants.map((tenant) => open(tenant, slug));
    for (const key of ['one', 'two', 'three']) {
      const own = await Promise.all(contexts.map((context, n) => createLink(context, { url, key: `${key}-${n}` })));
      const wants = contexts.flatMap((context, n) => [
        () => createLink(context, { url: `${url}/${n}`, key }),
        () => updateLink(context, own[n]?.id ?? '', { key }),
        () => upsertLink(context, { url: `${url}/upsert-${n}`, key }),
        () => createLinks(context, [{ url: `${url}/bulk-${n}`, key }]),
      ]);
      await Promise.allSettled(wants.map((want) => want()));
      const bearers = await everyLink(slug, key);
      expect(bearers).toHaveLength(1);
      const claim = await contexts[0]?.claims.read({ domain: slug, key });
      expect([claim?.linkId, claim?.workspaceId]).toEqual([bearers[0]?.id, bearers[0]?.workspace_id]);
      // Who lost the race still has the name that was there before, and it leads to the same link.
      for (const [n, link] of own.entries()) {
        if (link.id === bearers[0]?.id) continue;
        expect((await contexts[n]?.links.byId(link.id))?.key).toBe(`${key}-${n}`);
        expect((await contexts[n]?.claims.read({ domain: slug, key: `${key}-${n}` }))?.linkId).toBe(link.id);
      }
    }
  });

  it('drawn at random by many at once is never drawn twice', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 6 }, (_, n) => seedWorkspace({ linkShard: n % LINK_SHARDS })),
    );
    const slug = `drawn-${tenants[0]?.domain}`;
    const contexts = tenants.map((tenant) => open(tenant, slug));
    const wants = Array.from({ length: 120 }, (_, n) => contexts[n % contexts.length] as LinkContext);
    const made = await Promise.all(wants.map((context) => createLink(context, { url, keyLength: 3 })));
    expect(new Set(made.map(({ key }) => key)).size).toBe(made.length);
  });
});

describe('a key of a shared domain', () => {
  it('goes to exactly one of many workspaces that ask at once, on any shard', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 8 }, (_, n) => seedWorkspace({ linkShard: n % LINK_SHARDS })),
    );
    const slug = `shared-${tenants[0]?.domain}`;
    for (const key of ['first', 'second', 'third', 'fourth']) {
      const asked = tenants.flatMap((tenant) => [open(tenant, slug), open(tenant, slug)]);
      const outcomes = await Promise.allSettled(asked.map((context) => createLink(context, { url, key })));
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled').map((outcome) => outcome.value);
      expect(won).toHaveLength(1);
      const row = await (SHARDS[claimShard(slug, key, LINK_SHARDS)] as D1Database)
        .prepare('SELECT link_id FROM routes WHERE domain = ? AND key = ?')
        .bind(slug, key)
        .first<{ link_id: string }>();
      expect(row?.link_id).toBe(won[0]?.id);
    }
  });

  it('rests after its link is deleted: its workspace may restore it, others have it only when the rest is over', async () => {
    const [mine, theirs] = [await seedWorkspace(), await seedWorkspace({ linkShard: 1 })];
    const slug = `rests-${mine.domain}`;
    const later = Date.now() + QUARANTINE_MS + 1_000;
    const link = await createLink(open(mine, slug), { url, key: 'wanted' });
    await deleteLink(open(mine, slug), link.id);
    await expect(createLink(open(theirs, slug), { url, key: 'wanted' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await restoreLink(open(mine, slug), link.id)).key).toBe('wanted');
    await deleteLink(open(mine, slug), link.id);
    const taken = await createLink(
      open(theirs, slug, () => later),
      { url, key: 'wanted' },
    );
    expect(taken.workspaceId).toBe(theirs.workspaceId);
    await expect(restoreLink(open(mine, slug), link.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is forgotten by the hourly job when nobody wanted it', async () => {
    const tenant = await seedWorkspace();
    const slug = `forgot-${tenant.domain}`;
    const context = open(tenant, slug);
    const link = await createLink(context, { url, key: 'old' });
    await deleteLink(context, link.id);
    const claims = new UnwrittenClaims(SHARDS);
    await claims.dropRested(Date.now(), 100);
    expect(await context.claims.read({ domain: slug, key: 'old' })).toBeDefined();
    expect((await claims.before(Date.now() + 60_000, 1_000)).map((claim) => claim.linkId)).not.toContain(link.id);
    await claims.dropRested(Date.now() + QUARANTINE_MS + 60_000, 10_000);
    expect(await context.claims.read({ domain: slug, key: 'old' })).toBeUndefined();
  });
});
