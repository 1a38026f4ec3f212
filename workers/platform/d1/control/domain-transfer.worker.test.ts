import { describe, expect, it } from 'vitest';
import { deleteDomain } from '#core/domain/delete.ts';
import { transferDomain } from '#core/domain/transfer.ts';
import { updateDomain } from '#core/domain/update.ts';
import { createLink } from '#core/link/create.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { added, copyOf, newName, open, unlimited } from './test-domains.ts';

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
