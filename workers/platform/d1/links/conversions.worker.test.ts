import { describe, expect, it } from 'vitest';
import { auditEntry } from '#core/audit/entry.ts';
import { jobActor } from '#core/access/actor.ts';
import { leadClaim, saleClaim } from '#core/conversion/claims.ts';
import type { Conversion } from '#core/conversion/ports.ts';
import type { Customer } from '#core/customer/customer.ts';
import type { CapturedConversion } from '#core/event/conversion.ts';
import { conversion, newCustomer } from '#core/event/testing/conversion.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { testEnv } from '../../../../test/support/worker/env.ts';
import { undelivered, WorkspaceConversions } from './conversions.ts';
import { WorkspaceCustomers } from './customers.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);

function open(workspaceId = newEntityId('workspace', Date.now())) {
  const customers = new WorkspaceCustomers(testEnv.LINKS_0, workspaceId);
  const conversions = new WorkspaceConversions(testEnv.LINKS_0, workspaceId);
  const event = (chosen: Partial<CapturedConversion> = {}) => conversion({ ts: NOW, workspaceId, ...chosen });
  return { workspaceId, customers, conversions, event };
}

const sale = (event: CapturedConversion, invoiceId = ''): Conversion => ({
  claim: saleClaim(invoiceId, event.id),
  customerId: event.customerId,
  event,
  quantity: 1,
});

const lead = (event: CapturedConversion, quantity = 1): Conversion => ({
  claim: leadClaim(event.customerId, event.name),
  customerId: event.customerId,
  event: { ...event, type: 'lead', amount: 0, saleType: '' },
  quantity,
});

describe('an invoice', () => {
  it('is one sale, whoever reports it at the same time, and all are told of the same', async () => {
    const { workspaceId, customers, conversions, event } = open();
    const { id: customerId } = await customers.insert(newCustomer(workspaceId));
    const reports = Array.from({ length: 6 }, () => sale(event({ customerId }), 'in_1'));
    const kept = await Promise.all(reports.map((report) => conversions.accept(report, 0)));
    expect(new Set(kept.map((each) => each.event.id)).size).toBe(1);
    expect(await customers.byId(customerId)).toMatchObject({ sales: 1, saleAmount: 1_000, firstSaleAt: NOW });
    // Also when its customer is forgotten: what was paid stays paid.
    await conversions.delivered(reports.find((each) => each.event.id === kept[0]?.event.id) as Conversion);
    await customers.remove(
      customerId,
      auditEntry(jobActor('test', workspaceId, 0), 'customer.delete', customerId, {}, NOW),
    );
    expect(await conversions.find(saleClaim('in_1', ''))).toMatchObject({ event: { id: kept[0]?.event.id } });
  });

  it('of one workspace is another sale in another', async () => {
    for (const each of [open(), open()]) {
      const { id: customerId } = await each.customers.insert(newCustomer(each.workspaceId));
      await each.conversions.accept(sale(each.event({ customerId }), 'in_same'), 0);
      expect(await each.customers.byId(customerId)).toMatchObject({ sales: 1 });
    }
  });
});

describe('a first sale', () => {
  it('is exactly one of those that come at once', async () => {
    const { workspaceId, customers, conversions, event } = open();
    const { id: customerId } = await customers.insert(newCustomer(workspaceId));
    const kept = await Promise.all(Array.from({ length: 5 }, () => conversions.accept(sale(event({ customerId })), 0)));
    expect(kept.map(({ event: { saleType } }) => saleType).toSorted()).toEqual([
      'new',
      ...Array.from({ length: 4 }, () => 'recurring'),
    ]);
    expect(await customers.byId(customerId)).toMatchObject({ sales: 5, saleAmount: 5_000 });
  });
});

describe('a lead', () => {
  it('holds its claim for the window, and until its own events are counted', async () => {
    const { workspaceId, customers, conversions, event } = open();
    const { id: customerId } = await customers.insert(newCustomer(workspaceId));
    const accept = (ts: number) => conversions.accept(lead(event({ customerId, ts }), 2), ts - 7 * DAY_MS);
    const first = await accept(NOW);
    expect((await accept(NOW + 7 * DAY_MS - 1)).event.id).toBe(first.event.id);
    // Not counted yet: it must not be lost to a later one.
    expect((await accept(NOW + 7 * DAY_MS)).event.id).toBe(first.event.id);
    await conversions.delivered(first);
    const second = await accept(NOW + 7 * DAY_MS);
    expect(second).toMatchObject({ delivered: false, event: { ts: NOW + 7 * DAY_MS } });
    expect(await customers.byId(customerId)).toMatchObject({ leads: 4 });
  });
});

describe('what was accepted', () => {
  it('waits to be handed on until it is, oldest first', async () => {
    const { workspaceId, customers, conversions, event } = open();
    const { id: customerId } = await customers.insert(newCustomer(workspaceId));
    const [late, early] = [sale(event({ customerId, ts: 2_000 })), sale(event({ customerId, ts: 1_000 }), 'in_early')];
    await conversions.accept(late, 0);
    await conversions.accept(early, 0);
    const ids = async (before: number) => (await undelivered(testEnv.LINKS_0, before, 10)).map((each) => each.event.id);
    expect(await ids(1_500)).toEqual([early.event.id]);
    expect(await ids(2_500)).toEqual([early.event.id, late.event.id]);
    await conversions.delivered(early);
    await conversions.delivered(late);
    expect(await ids(2_500)).toEqual([]);
    // What nobody can repeat is not kept.
    expect(await conversions.find(late.claim)).toBeUndefined();
    expect(await conversions.find(early.claim)).toMatchObject({ delivered: true });
  });
});

describe('customers', () => {
  it('are one per external id, however many requests make them, and of their own workspace', async () => {
    const { workspaceId, customers } = open();
    const [first] = await Promise.all(
      Array.from({ length: 4 }, () => customers.insert(newCustomer(workspaceId, { externalId: 'one' }))),
    );
    expect(await customers.list({}, { limit: 10, offset: 0, sort: 'createdAt', order: 'desc' })).toHaveLength(1);
    const stranger = open().customers;
    expect(await stranger.byId(first?.id ?? '')).toBeUndefined();
    expect(await stranger.byIds([first?.id ?? ''])).toEqual([]);
    expect(await stranger.byExternalId('one')).toBeUndefined();
    await expect(stranger.insert(newCustomer(workspaceId))).rejects.toThrow(/does not belong/);
  });

  it('are paged through in every order and direction, each once', async () => {
    const { workspaceId, customers } = open();
    for (let n = 0; n < 7; n++)
      await customers.insert(
        newCustomer(workspaceId, { saleAmount: n % 3, firstSaleAt: n % 2 ? NOW : null, createdAt: NOW + (n % 4) }),
      );
    for (const sort of ['createdAt', 'saleAmount', 'firstSaleAt'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        const page = { limit: 2, offset: 0, sort, order };
        const all = await customers.list({}, { ...page, limit: 10 });
        const seen: Customer[] = [];
        for (let part = await customers.list({}, page); part.length > 0;) {
          seen.push(...part);
          part = await customers.list({}, { ...page, after: part.at(-1) as Customer });
        }
        expect(seen).toEqual(all);
        expect(await customers.list({}, { ...page, before: all[3] as Customer })).toEqual(all.slice(1, 3));
      }
    }
  });
});
