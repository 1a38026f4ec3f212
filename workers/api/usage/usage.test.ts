import { describe, expect, it } from 'vitest';
import { planOf } from '#core/plan/plan.ts';
import { monthOf } from '#core/plan/usage.ts';
import type { WireUsage } from '#core/plan/wire.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { captured, ledgerOf } from '../dead/test-events.ts';
import { callAs, request } from '../test-client.ts';

const FREE = planOf('free');
const MONTH = monthOf(Date.now()).name;

const testEvents = (workspaceId: string, count: number) =>
  Array.from({ length: count }, () => captured({ workspaceId }));

/** As if this many links had been created before. */
async function pretendLinks(tenant: Tenant, created: number): Promise<void> {
  await testEnv.LINKS_0.prepare('INSERT INTO link_usage (workspace_id, month, created) VALUES (?, ?, ?)')
    .bind(tenant.workspaceId, MONTH, created)
    .run();
}

describe('GET /usage', () => {
  it('counts links by creation, whether they still exist or not, and events by the ledger', async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    const call = callAs(tenant);
    const usage = async () => (await call<WireUsage>('GET', '/usage')).body;
    expect(await usage()).toMatchObject({
      plan: 'free',
      periodStart: `${MONTH}-01T00:00:00.000Z`,
      links: { used: 0, limit: FREE.linksPerMonth, standing: 'within' },
      events: { used: 0, limit: FREE.eventsPerMonth },
      domains: { used: 1, limit: FREE.domains },
      members: { used: 1, limit: FREE.members },
      reports: 'open',
      warnings: [],
    });
    const { body: link } = await call<{ id: string }>('POST', '/links', { url: 'https://acme.test' });
    await call('POST', '/links', { url: 'https://acme.test/b' });
    await call('DELETE', `/links/${link.id}`);
    await ledgerOf(tenant.workspaceId).capture(testEvents(tenant.workspaceId, 3));
    expect(await usage()).toMatchObject({ links: { used: 2 }, events: { used: 3 } });
  });

  it('has no limits on the largest plan', async () => {
    const { body } = await callAs(await seedWorkspace({ plan: 'enterprise' }))<WireUsage>('GET', '/usage');
    expect(body).toMatchObject({ plan: 'enterprise', links: { limit: null, standing: 'within' }, apiPerMinute: 3_000 });
  });
});

describe('the link limit', () => {
  it('warns before it stops, and stops exactly, singly and in bulk', async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    const call = callAs(tenant);
    await pretendLinks(tenant, FREE.linksPerMonth! - 3);
    expect((await call('POST', '/links', { url: 'https://acme.test/1' })).status).toBe(200);
    const near = (await call<WireUsage>('GET', '/usage')).body;
    expect(near).toMatchObject({ links: { standing: 'near' }, warnings: [expect.stringContaining('links are used')] });
    const bulk = await call<{ code?: string }[]>(
      'POST',
      '/links/bulk',
      ['a', 'b', 'c', 'd'].map((key) => ({ url: 'https://acme.test', key })),
    );
    expect(bulk.status).toBe(200);
    expect(bulk.body.map(({ code }) => code)).toEqual([undefined, undefined, 'forbidden', 'forbidden']);
    const full = await call('POST', '/links', { url: 'https://acme.test/2' });
    expect(full).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden', message: expect.stringContaining('larger plan') } },
    });
    // What is there goes on working and can be changed.
    const { body: links } = await call<{ id: string }[]>('GET', '/links');
    expect((await call('PATCH', `/links/${links[0]!.id}`, { title: 'Still mine' })).status).toBe(200);
    await testEnv.CONTROL.prepare("UPDATE workspaces SET plan = 'pro' WHERE id = ?").bind(tenant.workspaceId).run();
    expect((await call('POST', '/links', { url: 'https://acme.test/2' })).status).toBe(200);
  });
});

describe('the event limit', () => {
  it('withholds reports and nothing else, until there is a larger plan', async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    const call = callAs(tenant);
    const ledger = ledgerOf(tenant.workspaceId);
    const events = Math.ceil(FREE.eventsPerMonth! * 1.2);
    for (let sent = 0; sent < events; sent += 1_000)
      await ledger.capture(testEvents(tenant.workspaceId, Math.min(1_000, events - sent)));
    for (const path of ['/analytics?interval=24h', '/events?interval=24h']) {
      const { status, body } = await call<{ error: { code: string; message: string } }>('GET', path);
      expect([status, body.error]).toEqual([
        403,
        expect.objectContaining({ code: 'forbidden', message: expect.stringContaining('go on being counted') }),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    expect((await ledger.capture(testEvents(tenant.workspaceId, 5))).accepted).toBe(5);
    expect((await call('GET', '/receipt')).status).toBe(200);
    expect((await call<WireUsage>('GET', '/usage')).body).toMatchObject({
      reports: 'withheld',
      events: { used: events + 5, standing: 'over' },
    });
    await testEnv.CONTROL.prepare("UPDATE workspaces SET plan = 'business' WHERE id = ?")
      .bind(tenant.workspaceId)
      .run();
    expect((await call('GET', '/analytics?interval=24h')).status).toBe(200);
  });
});

describe('GET /plans', () => {
  it('shows the table to anybody', async () => {
    const { status, body } = await request<{ name: string }[]>('GET', '/plans');
    expect(status).toBe(200);
    expect(body.map(({ name }) => name)).toEqual(['free', 'pro', 'business', 'enterprise']);
    expect(body[0]).toEqual({ name: 'free', ...FREE });
  });
});

describe('billing without keys', () => {
  it('is off and says so', async () => {
    const call = callAs(await seedWorkspace());
    expect((await call('GET', '/billing')).body).toMatchObject({ configured: false, status: null });
    const off = {
      status: 403,
      body: { error: { code: 'forbidden', message: expect.stringContaining('not configured on this instance') } },
    };
    expect(await call('POST', '/billing/checkout', { plan: 'pro' })).toMatchObject(off);
    expect(await call('POST', '/billing/portal')).toMatchObject(off);
    expect(await request('POST', '/billing/events', {}, { id: 'evt_1' })).toMatchObject(off);
  });
});
