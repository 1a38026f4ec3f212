import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createLink } from '#core/link/create.ts';
import { deleteLink } from '#core/link/delete.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { updateLink } from '#core/link/update.ts';
import { claimShard } from '#core/shard/place.ts';
import { LINK_SHARDS, type Tenant } from '../../../../test/support/tenant.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { testEnv } from '../../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../../test/support/worker/seed.ts';
import { KvRoutes } from '../../kv/routes.ts';
import { WorkspaceDomains } from '../control/domains.ts';
import { WorkspaceFolders } from '../labels/workspace-folders.ts';
import { WorkspaceTags } from '../labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '../labels/workspace-utm-templates.ts';
import { D1Claims } from './claims.ts';
import { WorkspaceLinks } from './workspace-links.ts';

const NAMES = { extraHosts: new Set<string>(), shared: new Set<string>() };
const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];

/** The real stores of a tenant; a test replaces single methods to make them fail. */
function open(tenant: Tenant): LinkContext & { failures: string[] } {
  const failures: string[] = [];
  const shard = SHARDS[tenant.linkShard] as D1Database;
  return {
    actor: ownerOf(tenant),
    failures,
    links: new WorkspaceLinks(shard, tenant.workspaceId),
    claims: new D1Claims(SHARDS),
    cache: new KvRoutes((env as unknown as ApiEnv).ROUTES),
    domains: new WorkspaceDomains(testEnv.CONTROL, tenant.workspaceId, NAMES),
    entitlements: new PlanEntitlements('enterprise', { count: () => Promise.resolve(0) }),
    screening: { sources: [], lookupFailed: () => {} },
    tags: new WorkspaceTags(shard, tenant.workspaceId),
    folders: new WorkspaceFolders(shard, tenant.workspaceId, tenant.userId, 'everything'),
    templates: new WorkspaceUtmTemplates(shard, tenant.workspaceId),
    now: Date.now,
    copyFailed: (name) => void failures.push(name.key),
  };
}

function failing<Target extends object>(target: Target, ...methods: (keyof Target)[]): Target {
  return new Proxy(target, {
    get: (of, name) => {
      if (methods.includes(name as keyof Target)) return () => Promise.reject(new Error(`${String(name)} is down`));
      const value = Reflect.get(of, name) as unknown;
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}

const claimRow = (domain: string, key: string) =>
  (SHARDS[claimShard(domain, key, LINK_SHARDS)] as D1Database)
    .prepare('SELECT link_id, record FROM routes WHERE domain = ? AND key = ?')
    .bind(domain, key)
    .first<{ link_id: string; record: string | null }>();
const notes = async (tenant: Tenant) =>
  (
    await (SHARDS[tenant.linkShard] as D1Database)
      .prepare('SELECT key, revision FROM pending_copies WHERE workspace_id = ? ORDER BY key')
      .bind(tenant.workspaceId)
      .all<{ key: string; revision: number }>()
  ).results;

describe('a link whose copies fail', () => {
  it('is created all the same, with a note for the repair job', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    const link = await createLink(
      { ...context, cache: failing(context.cache, 'put') },
      { url: 'https://acme.test', key: 'noted' },
    );
    expect(context.failures).toEqual(['noted']);
    expect(await notes(tenant)).toEqual([{ key: 'noted', revision: 1 }]);
    const later = await updateLink({ ...context, claims: failing(context.claims, 'write') }, link.id, { title: 'x' });
    expect(await notes(tenant)).toEqual([{ key: 'noted', revision: 2 }]);
    await deleteLink({ ...context, claims: failing(context.claims, 'rest') }, later.id);
    expect(await notes(tenant)).toEqual([{ key: 'noted', revision: 0 }]);
  });

  it('leaves a note for both names when it moves', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    const link = await createLink(context, { url: 'https://acme.test', key: 'm1' });
    await updateLink({ ...context, claims: failing(context.claims, 'read') }, link.id, { key: 'm2' });
    expect(await notes(tenant)).toEqual([
      { key: 'm1', revision: 0 },
      { key: 'm2', revision: 2 },
    ]);
  });
});

describe('a link that cannot be stored', () => {
  it('is refused as a passing trouble and gives its name back', async () => {
    const tenant = await seedWorkspace({ linkShard: 1 });
    const context = open(tenant);
    const down = { ...context, links: failing(context.links, 'insert') };
    await expect(createLink(down, { url: 'https://acme.test', key: 'down' })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    expect(await claimRow(tenant.domain, 'down')).toBeNull();
  });

  it('counts as stored when only the answer was lost', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    const links = new Proxy(context.links, {
      get: (of, name) => {
        if (name === 'insert')
          return async (...args: Parameters<typeof of.insert>) => {
            await of.insert(...args);
            throw new Error('connection lost');
          };
        const value = Reflect.get(of, name) as unknown;
        return typeof value === 'function' ? (value.bind(of) as unknown) : value;
      },
    });
    const link = await createLink({ ...context, links }, { url: 'https://acme.test', key: 'lost' });
    expect((await claimRow(tenant.domain, 'lost'))?.link_id).toBe(link.id);
  });

  it('leaves an orphan that the workspace itself, and nobody else, can claim later', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const context = open(tenant);
    await context.claims.claim({
      domain: tenant.domain,
      key: 'orphan',
      workspaceId: tenant.workspaceId,
      linkId: 'link_dead',
      revision: 0,
      claimedAt: Date.now() - 60_000,
    });
    await context.claims.claim({
      domain: tenant.domain,
      key: 'busy',
      workspaceId: tenant.workspaceId,
      linkId: 'link_dead2',
      revision: 0,
      claimedAt: Date.now(),
    });
    await context.claims.claim({
      domain: tenant.domain,
      key: 'foreign',
      workspaceId: other.workspaceId,
      linkId: 'link_dead3',
      revision: 0,
      claimedAt: 0,
    });
    const link = await createLink(context, { url: 'https://acme.test', key: 'orphan' });
    expect((await claimRow(tenant.domain, 'orphan'))?.link_id).toBe(link.id);
    for (const key of ['busy', 'foreign'])
      await expect(createLink(context, { url: 'https://acme.test', key })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the link store', () => {
  it('shows and changes nothing of another workspace on the same shard', async () => {
    const [mine, theirs] = [open(await seedWorkspace()), open(await seedWorkspace())];
    const link = await createLink(theirs, { url: 'https://acme.test/private', externalId: 'x' });
    expect(await mine.links.byId(link.id)).toBeUndefined();
    expect(await mine.links.byIds([link.id])).toEqual([]);
    expect(await mine.links.byExternalId('x')).toBeUndefined();
    expect(await mine.links.byName(link.domain, link.key)).toBeUndefined();
    expect(await mine.links.byUrl(link.url)).toBeUndefined();
    expect(
      await mine.links.list({ showArchived: true }, { limit: 10, offset: 0, sort: 'createdAt', order: 'desc' }),
    ).toEqual([]);
    expect(await mine.links.count({ showArchived: true })).toBe(0);
    expect(await mine.links.countBy({ showArchived: true }, 'domain')).toEqual([]);
    const entry = {
      id: 'aud_1',
      workspaceId: '',
      actor: '',
      action: '',
      target: '',
      change: '',
      requestId: '',
      ipHash: null,
      createdAt: 0,
    };
    await expect(mine.links.update(link, link, entry)).rejects.toThrow(/does not belong/);
    await expect(mine.links.remove(link, entry)).rejects.toThrow(/does not belong/);
    expect(await mine.links.remove({ ...link, workspaceId: mine.links.workspaceId }, entry)).toBe(false);
    expect(await theirs.links.byId(link.id)).toBeDefined();
  });

  it('writes one audit entry per change that happened, and none for a lost race', async () => {
    const context = open(await seedWorkspace());
    const link = await createLink(context, { url: 'https://acme.test' });
    await updateLink(context, link.id, { title: 'a' });
    await updateLink(context, link.id, { title: 'a' });
    const stale = { ...link, revision: 1 };
    expect(await context.links.update(stale, { ...stale, revision: 2 }, { ...entryOf(link.id), id: 'aud_lost' })).toBe(
      'changed-meanwhile',
    );
    await deleteLink(context, link.id);
    const { results } = await testEnv.LINKS_0.prepare(
      'SELECT action, actor, change FROM link_audit_log WHERE link_id = ? ORDER BY id',
    )
      .bind(link.id)
      .all<{ action: string; actor: string; change: string }>();
    expect(results.map((row) => row.action)).toEqual(['link.create', 'link.update', 'link.delete']);
    expect(JSON.parse(results[1]?.change ?? '')).toEqual({ before: {}, after: { title: 'a' } });
    expect(results[0]?.actor).toBe(`user:${context.actor.userId}`);
  });

  it('cannot be opened without a workspace', () => {
    expect(() => new WorkspaceLinks(testEnv.LINKS_0, '')).toThrow(/needs a workspace/);
    expect(() => new WorkspaceDomains(testEnv.CONTROL, '', NAMES)).toThrow(/needs a workspace/);
  });
});

function entryOf(target: string) {
  return {
    id: 'aud_x',
    workspaceId: 'ws',
    actor: 'user:x',
    action: 'link.update',
    target,
    change: '{}',
    requestId: 'r',
    ipHash: null,
    createdAt: 0,
  };
}
