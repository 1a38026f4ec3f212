import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { D1DomainTruth } from './domain-truth.ts';
import { WorkspaceDomains } from './domains.ts';
import { WorkspaceFolders } from '../labels/workspace-folders.ts';
import { WorkspaceTags } from '../labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '../labels/workspace-utm-templates.ts';
import { D1Claims } from '../links/claims.ts';
import { WorkspaceLinks } from '../links/workspace-links.ts';
import { KvDomains } from '../../kv/domains.ts';
import { KvRoutes } from '../../kv/routes.ts';
import type { Tenant } from '#test/tenant.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { createLink } from '#core/link/create.ts';
import { linkKvKey } from '#core/route/keys.ts';
import { createDomain } from '#core/domain/create.ts';
import { deleteDomain, finishDeletion } from '#core/domain/delete.ts';
import { makePrimary } from '#core/domain/make-primary.ts';
import type { ClearContext, DomainContext, Hostnames } from '#core/domain/ports.ts';
import { transferDomain } from '#core/domain/transfer.ts';
import { updateDomain } from '#core/domain/update.ts';
import { verifyDomain } from '#core/domain/verify.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';

const kv = (env as unknown as { ROUTES: KVNamespace }).ROUTES;
const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];

const unlimited = new PlanEntitlements('enterprise', { count: async () => 0 });

type Opened = DomainContext &
  Pick<LinkContext, 'entitlements' | 'screening' | 'tags' | 'folders' | 'templates'> &
  ClearContext & {
    dns: Map<string, string[]>;
    failures: string[];
    links: WorkspaceLinks;
    domains: WorkspaceDomains;
  };

/** The real stores of a tenant, with a DNS of the test's own. */
function open(tenant: Tenant, dns = new Map<string, string[]>(), shared = new Set<string>()): Opened {
  const failures: string[] = [];
  return {
    dns,
    failures,
    actor: ownerOf(tenant),
    entitlements: unlimited,
    tags: new WorkspaceTags(testEnv.LINKS_0, tenant.workspaceId),
    folders: new WorkspaceFolders(testEnv.LINKS_0, tenant.workspaceId, tenant.userId, 'everything'),
    templates: new WorkspaceUtmTemplates(testEnv.LINKS_0, tenant.workspaceId),
    domains: new WorkspaceDomains(testEnv.CONTROL, tenant.workspaceId, { extraHosts: new Set(), shared }),
    truth: new D1DomainTruth(testEnv.CONTROL),
    copies: new KvDomains(kv),
    links: new WorkspaceLinks(testEnv.LINKS_0, tenant.workspaceId),
    claims: new D1Claims(SHARDS),
    cache: new KvRoutes(kv),
    resolver: { query: async (name, type) => dns.get(`${type} ${name}`) ?? [] },
    hostnames: undefined,
    rules: { reserved: new Set(), allowLocal: false },
    target: 'edge.hopline.example',
    now: Date.now,
    failed: (what, slug) => void failures.push(`${what} ${slug}`),
    screening: { sources: [], lookupFailed: () => {} },
    copyFailed: (name) => void failures.push(name.key),
  };
}

let names = 0;
const newName = (): string => `n${++names}-${crypto.randomUUID().slice(0, 8)}.acme.com`;
const copyOf = async (slug: string) =>
  JSON.parse((await new KvDomains(kv).get(slug)) ?? 'null') as Record<string, unknown>;

async function added(context: Opened, slug = newName(), isProven = true) {
  const domain = await createDomain(context, { slug });
  if (isProven) {
    context.dns.set(`TXT _hopline.${slug}`, [`hopline-verify=${domain.verificationToken}`]);
    await verifyDomain(context, slug);
  }
  return domain;
}

describe('a new domain', () => {
  it('serves nothing until its TXT record proves it, then at once', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    const slug = newName();
    const domain = await added(context, slug, false);
    expect(domain.verified).toBe(false);
    const link = createLink(context, { url: 'https://a.test', domain: slug });
    await expect(link).rejects.toThrow(/not verified yet/);
    context.dns.set(`TXT _hopline.${slug}`, ['hopline-verify=somebody-elses', 'v=spf1 -all']);
    context.dns.set(`CNAME ${slug}`, ['old.example.net']);
    const first = await verifyDomain(context, slug);
    expect(first.domain.verified).toBe(false);
    expect(first.records.map(({ status, found }) => [status, found])).toEqual([
      ['different', ['hopline-verify=somebody-elses']],
      ['different', ['old.example.net']],
    ]);
    expect(await copyOf(slug)).toBeNull();
    context.dns.set(`TXT _hopline.${slug}`, [`hopline-verify=${domain.verificationToken}`]);
    context.dns.set(`CNAME ${slug}`, ['edge.hopline.example']);
    const second = await verifyDomain(context, slug);
    expect(second.records.map(({ status }) => status)).toEqual(['found', 'found']);
    expect(second.domain.verified).toBe(true);
    expect(await copyOf(slug)).toEqual({ version: 1, workspaceId: tenant.workspaceId });
  });

  it('is routed, too, when its addresses are those of the target: the top of a zone has no CNAME', async () => {
    const context = open(await seedWorkspace());
    const slug = newName();
    await added(context, slug);
    context.dns.set(`A ${slug}`, ['203.0.113.7']).set('A edge.hopline.example', ['203.0.113.7', '203.0.113.8']);
    expect((await verifyDomain(context, slug)).records[1]?.status).toBe('found');
    context.dns.set(`A ${slug}`, ['198.51.100.1']);
    expect((await verifyDomain(context, slug)).records[1]).toMatchObject({
      status: 'different',
      found: ['198.51.100.1'],
    });
  });
});

describe('a name', () => {
  it('may be wanted by two workspaces; the one that proves it has it, the other is told', async () => {
    const [mine, theirs] = [open(await seedWorkspace()), open(await seedWorkspace())];
    const slug = newName();
    await added(mine, slug, false);
    await added(theirs, slug);
    await expect(added(mine, slug)).rejects.toMatchObject({ code: 'conflict' });
    const token = (await mine.domains.find(slug))?.verificationToken;
    mine.dns.set(`TXT _hopline.${slug}`, [`hopline-verify=${token}`]);
    await expect(verifyDomain(mine, slug)).rejects.toThrow(/in use by another workspace/);
    expect(await copyOf(slug)).toMatchObject({ workspaceId: theirs.domains.workspaceId });
    await expect(createDomain(open(await seedWorkspace()), { slug })).rejects.toThrow(/in use by another workspace/);
  });

  it('goes to exactly one of two that prove it at the same moment', async () => {
    const [mine, theirs] = [open(await seedWorkspace()), open(await seedWorkspace())];
    const slug = newName();
    for (const context of [mine, theirs]) {
      const domain = await added(context, slug, false);
      context.dns.set(`TXT _hopline.${slug}`, [`hopline-verify=${domain.verificationToken}`]);
    }
    const outcomes = await Promise.allSettled([verifyDomain(mine, slug), verifyDomain(theirs, slug)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the certificate of a domain', () => {
  it('is asked for when the domain is proven, and a provider that fails does not keep it out of service', async () => {
    const asked: string[] = [];
    const hostnames: Hostnames = {
      add: async (host) => (asked.push(host), { id: 'h1', status: 'pending', problems: [] }),
      state: async (id) => ({ id, status: 'active', problems: [] }),
      remove: async (id) => void asked.push(`-${id}`),
    };
    const context = { ...open(await seedWorkspace()), hostnames };
    const { slug } = await added(context);
    expect(asked).toEqual([slug]);
    expect((await verifyDomain(context, slug)).certificate).toMatchObject({ id: 'h1', status: 'active' });
    await deleteDomain(context, context, slug);
    expect(asked).toEqual([slug, '-h1']);
    const failing = { ...context, hostnames: { ...hostnames, add: () => Promise.reject(new Error('503')) } };
    const other = await added(failing);
    expect((await failing.domains.find(other.slug))?.verified).toBe(true);
    expect(failing.failures).toEqual([`hostname ${other.slug}`]);
  });
});

describe('a change of a domain', () => {
  it('reaches the copy, and what the copy missed is noted and mended', async () => {
    const context = open(await seedWorkspace());
    const { slug } = await added(context);
    await updateDomain(context, slug, { notFoundUrl: 'https://acme.com/oops', assetLinks: '[]' });
    expect(await copyOf(slug)).toMatchObject({ notFoundUrl: 'https://acme.com/oops', assetLinks: '[]' });
    const broken = { ...context, copies: { ...context.copies, put: () => Promise.reject(new Error('KV is down')) } };
    await updateDomain(broken, slug, { notFoundUrl: null });
    expect(await copyOf(slug)).toMatchObject({ notFoundUrl: 'https://acme.com/oops' });
    const truth = new D1DomainTruth(testEnv.CONTROL);
    expect(await truth.uncopied(Date.now() + 1, 100)).toContain(slug);
  });

  it('cannot move its links to other addresses', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    await seedLink(tenant, { key: 'here', url: 'https://a.test' });
    await expect(updateDomain(context, tenant.domain, { slug: newName() })).rejects.toThrow(/has 1 links/);
    await expect(updateDomain(context, tenant.domain, { caseSensitive: true })).rejects.toThrow(/case rule/);
    const { slug } = await added(context);
    const next = newName();
    expect(await updateDomain(context, slug, { slug: next })).toMatchObject({ slug: next, verified: false });
    expect(await copyOf(slug)).toBeNull();
  });

  it.each([
    [{ notFoundUrl: 'javascript:alert(1)' }, /notFoundUrl/],
    [{ expiredUrl: 'myapp://x' }, /expiredUrl/],
    [{ logo: 'data:image/svg+xml;base64,PHN2Zz4=' }, /logo/],
    [{ assetLinks: '{}' }, /JSON list/],
    [{ appleAppSiteAssociation: '[]' }, /JSON object/],
    [{ appleAppSiteAssociation: '{' }, /must be JSON/],
  ])('with %j is refused', async (input, message) => {
    const tenant = await seedWorkspace();
    await expect(updateDomain(open(tenant), tenant.domain, input)).rejects.toThrow(message);
  });

  it('makes one domain the primary one, and only a verified one', async () => {
    const tenant = await seedWorkspace();
    const context = open(tenant);
    const { slug } = await added(context);
    await makePrimary(context, slug);
    expect((await context.domains.all()).filter(({ primary }) => primary).map((each) => each.slug)).toEqual([slug]);
    const unproven = await added(context, newName(), false);
    await expect(makePrimary(context, unproven.slug)).rejects.toThrow(/not verified/);
  });
});

describe('the deletion of a domain', () => {
  it('stops it at once, takes its links with it in steps, and then frees the name', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const [context, next] = [open(tenant), open(other)];
    const { slug } = await added(context);
    for (let i = 0; i < 25; i++) await createLink(context, { url: `https://a.test/${i}`, domain: slug, key: `k${i}` });
    await deleteDomain(context, context, slug);
    expect(await copyOf(slug)).toBeNull();
    expect(await context.links.count({ domain: slug, showArchived: true })).toBe(5);
    expect((await context.domains.all()).map((each) => each.slug)).not.toContain(slug);
    await expect(added(next, slug)).rejects.toThrow(/being deleted/);
    const leaving = await context.domains.find(slug);
    expect(leaving && (await finishDeletion(context, context, leaving, 100))).toBe(true);
    expect(await kv.get(linkKvKey(slug, 'k24'))).toBeNull();
    expect(await context.domains.find(slug)).toBeUndefined();
    expect((await verifyDomain(next, slug)).domain.verified).toBe(true);
    // Names rest for others on a shared domain; whoever owns the domain now need not wait.
    expect((await createLink(next, { url: 'https://b.test', domain: slug, key: 'k24' })).key).toBe('k24');
  });
});

describe('a shared domain', () => {
  it('takes links of every workspace, but is changed by its own alone, and its bare name is nobody’s', async () => {
    const owner = await seedWorkspace();
    const guest = await seedWorkspace();
    const shared = new Set([owner.domain]);
    const context = open(guest, new Map(), shared);
    const link = await createLink(context, { url: 'https://a.test', domain: owner.domain });
    expect(link.workspaceId).toBe(guest.workspaceId);
    await expect(createLink(context, { url: 'https://a.test', domain: owner.domain, key: '_root' })).rejects.toThrow(
      /shared/,
    );
    await expect(updateDomain(context, owner.domain, { archived: true })).rejects.toMatchObject({ code: 'not_found' });
    const own = open(owner, new Map(), shared);
    await expect(deleteDomain(own, own, owner.domain)).rejects.toMatchObject({ code: 'conflict' });
    expect((await context.domains.all()).map(({ slug, own: isOwn }) => [slug, isOwn])).toEqual([
      [guest.domain, true],
      [owner.domain, false],
    ]);
  });
});

describe('a domain given away', () => {
  it('belongs to the other workspace, also where that one had only wanted it', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const [context, next] = [open(tenant), open(other)];
    const slug = newName();
    await added(next, slug, false);
    await added(context, slug);
    const receiver = { actor: { ...ownerOf(other), userId: tenant.userId }, entitlements: unlimited };
    await transferDomain(context, slug, receiver);
    expect(await context.domains.find(slug)).toBeUndefined();
    expect(await next.domains.find(slug)).toMatchObject({ verified: true, primary: false });
    expect(await copyOf(slug)).toMatchObject({ workspaceId: other.workspaceId });
  });

  it('stays where its links are, where the person has no right, and where a token asks', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    await seedLink(tenant, { key: 'x', url: 'https://a.test' });
    const context = open(tenant);
    const receiver = { actor: ownerOf(other), entitlements: unlimited };
    await expect(transferDomain(context, tenant.domain, receiver)).rejects.toMatchObject({ code: 'conflict' });
    await expect(transferDomain(context, tenant.domain, undefined)).rejects.toMatchObject({ code: 'forbidden' });
    const viewer = { ...receiver, actor: { ...receiver.actor, role: 'viewer' as const } };
    await expect(transferDomain(context, tenant.domain, viewer)).rejects.toMatchObject({ code: 'forbidden' });
    const byToken = { ...context, actor: { ...context.actor, token: { id: 't', scopes: ['domains.write'] as const } } };
    await expect(transferDomain(byToken, tenant.domain, receiver)).rejects.toMatchObject({ code: 'forbidden' });
    const empty = newName();
    await added(context, empty);
    const full = { ...receiver, entitlements: new PlanEntitlements('free', { count: async () => 3 }) };
    await expect(transferDomain(context, empty, full)).rejects.toThrow(/includes 3 domains/);
    const workspace = { ...receiver.actor.workspace, deleteAt: Date.now() + 1_000 };
    const leaving = { ...receiver, actor: { ...receiver.actor, workspace } };
    await expect(transferDomain(context, empty, leaving)).rejects.toThrow(/will be deleted/);
  });
});
