import { describe, expect, it } from 'vitest';
import { createDomain } from '#core/domain/create.ts';
import { deleteDomain, finishDeletion } from '#core/domain/delete.ts';
import { makePrimary } from '#core/domain/make-primary.ts';
import { updateDomain } from '#core/domain/update.ts';
import { describeDns, verifyDomain } from '#core/domain/verify.ts';
import { createLink } from '#core/link/create.ts';
import { linkKvKey } from '#core/route/keys.ts';
import { D1DomainTruth } from './domain-truth.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { added, copyOf, kv, newName, open } from './test-domains.ts';
import type { Hostnames } from '#core/domain/ports.ts';

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
  it('says which records it needs also when the DNS cannot be asked, but is not verified then', async () => {
    const context = { ...open(await seedWorkspace()), resolver: { query: () => Promise.reject(new Error('away')) } };
    const domain = await createDomain(context, { slug: newName() });
    const { records } = await describeDns(context, domain.slug);
    expect(records.map(({ type, status }) => [type, status])).toEqual([
      ['TXT', 'unknown'],
      ['CNAME', 'unknown'],
    ]);
    expect(records[0]?.value).toBe(`hopline-verify=${domain.verificationToken}`);
    await expect(verifyDomain(context, domain.slug)).rejects.toMatchObject({ code: 'service_unavailable' });
  });

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
    expect(await truth.uncopied(Date.now() + 1, 100_000)).toContain(slug);
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
