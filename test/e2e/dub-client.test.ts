/** The field's official client, unchanged, against Hopline: every call whose answer it validates, by either way of naming the server. */
import { Dub } from 'dub';
import { Conflict, Forbidden, NotFound, Unauthorized, UnprocessableEntity } from 'dub/models/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, SAO_PAULO, TOKYO } from '../support/visit.ts';

/** Every grouping whose answer the client's own schemas accept. */
const GROUPINGS = [
  'timeseries',
  'continents',
  'countries',
  'regions',
  'cities',
  'devices',
  'browsers',
  'os',
  'triggers',
  'referers',
  'referer_urls',
  'top_links',
  'top_urls',
] as const;

let stack: TestStack;

beforeAll(async () => {
  stack = await TestStack.start();
});
afterAll(() => stack?.stop());

/** How a program that knows the client is pointed at Hopline. */
const WAYS = ['serverURL', 'DUB_BASE_URL'] as const;
type Way = (typeof WAYS)[number];

let tenant: Tenant;
let dub: Dub;
const tenants = new Map<Way, Tenant>();

function clientOf(way: Way, token: string): Dub {
  return new Dub({ token, ...(way === 'serverURL' && { serverURL: stack.apiUrl }) });
}

/** For the tests of one block: the same tenant each time, through a client that is pointed at the stack this way and no other. */
function pointTo(way: Way): void {
  beforeAll(async () => {
    tenant = tenants.get(way) ?? (await stack.seedTenant());
    tenants.set(way, tenant);
    // The only thing that such a program sets.
    if (way === 'DUB_BASE_URL') process.env['DUB_BASE_URL'] = stack.apiUrl;
    dub = clientOf(way, tenant.token);
  });
  afterAll(() => {
    delete process.env['DUB_BASE_URL'];
  });
}

describe.each(WAYS)('links, by %s', (way) => {
  pointTo(way);

  it('are created, read, updated, counted and deleted', async () => {
    const made = await dub.links.create({
      url: 'https://example.com/a',
      key: 'a',
      externalId: 'mine-1',
      tenantId: 't1',
      title: 'A',
    });
    expect(made).toMatchObject({
      domain: tenant.domain,
      key: 'a',
      externalId: 'mine-1',
      tenantId: 't1',
      title: 'A',
      clicks: 0,
    });
    expect(made.workspaceId).toBe(tenant.workspaceId);

    for (const query of [{ linkId: made.id }, { externalId: 'mine-1' }, { domain: made.domain, key: made.key }]) {
      expect(await dub.links.get(query)).toEqual(made);
    }
    const updated = await dub.links.update(made.id, { url: 'https://example.com/b', archived: false });
    expect(updated).toMatchObject({ id: made.id, url: 'https://example.com/b', title: 'A' });
    expect(await dub.links.update('ext_mine-1', { title: null })).toMatchObject({ id: made.id, title: null });

    expect(await dub.links.count({})).toBe(1);
    expect(await dub.links.delete(made.id)).toEqual({ id: made.id });
    expect(await dub.links.count({})).toBe(0);
    await expect(dub.links.get({ linkId: made.id })).rejects.toBeInstanceOf(NotFound);
  });

  it('are paged through by the client’s own iterator, each once', async () => {
    const keys = ['p1', 'p2', 'p3', 'p4', 'p5'];
    for (const key of keys) await dub.links.create({ url: `https://example.com/${key}`, key, tenantId: 'pages' });
    const seen: string[] = [];
    for await (const page of await dub.links.list({ tenantId: 'pages', pageSize: 2 }))
      seen.push(...page.result.map((link) => link.key));
    expect(seen).toEqual(keys.toReversed());
  });

  it('are refused with the client’s own errors', async () => {
    await expect(dub.links.create({ url: 'not a url' })).rejects.toBeInstanceOf(UnprocessableEntity);
    await expect(clientOf(way, 'hop_wrong').links.count({})).rejects.toBeInstanceOf(Unauthorized);
  });
});

describe.each(WAYS)('domains, by %s', (way) => {
  pointTo(way);

  it('are added, listed, updated and deleted', async () => {
    const slug = `${way.toLowerCase().replace(/[^a-z]/g, '-')}.localhost`;
    const made = await dub.domains.create({
      slug,
      placeholder: 'https://example.com/x',
      logo: 'https://example.com/l.png',
    });
    expect(made).toMatchObject({ slug, verified: true, primary: false, logo: 'https://example.com/l.png' });
    const assetLinks = '[{"relation":[]}]';
    expect(await dub.domains.update(slug, { notFoundUrl: 'https://example.com/404', assetLinks })).toMatchObject({
      notFoundUrl: 'https://example.com/404',
      assetLinks,
    });
    const link = await dub.links.create({ url: 'https://example.com/own', domain: slug, key: 'own' });
    expect((await stack.visit(link, BERLIN)).location).toBe('https://example.com/own');
    expect((await stack.visit({ domain: slug, key: 'nobody' }, BERLIN)).location).toBe('https://example.com/404');
    const listed: string[] = [];
    for await (const page of await dub.domains.list({ pageSize: 1 }))
      listed.push(...page.result.map((each) => each.slug));
    expect(listed.toSorted()).toEqual([slug, tenant.domain].toSorted());
    expect(await dub.domains.delete(slug)).toEqual({ slug });
    await expect(dub.links.get({ linkId: link.id })).rejects.toBeInstanceOf(NotFound);
    await expect(dub.domains.update(slug, {})).rejects.toBeInstanceOf(NotFound);
  });

  it('are not sold here, as the client’s own schemas say it', async () => {
    expect(await dub.domains.checkStatus({ domains: ['a.link', 'b.link'] })).toMatchObject([
      { domain: 'a.link', available: false, prices: null },
      { domain: 'b.link', available: false },
    ]);
    await expect(dub.domains.register({ domain: 'a.link' })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe.each(WAYS)('tags and folders, by %s', (way) => {
  pointTo(way);

  it('are created, listed, updated, put on links and deleted', async () => {
    const tag = await dub.tags.create({ name: 'Spring', color: 'green' });
    const other = await dub.tags.create({ tag: 'Autumn' });
    expect((await dub.tags.list({})).map((each) => each.name)).toEqual(['Autumn', 'Spring']);
    expect(await dub.tags.list({ ids: [tag.id, 'tag_unknown'] })).toEqual([tag]);
    expect(await dub.tags.list({ search: 'aut' })).toEqual([other]);
    expect(await dub.tags.update(tag.id, { name: 'Summer', color: 'red' })).toMatchObject({ name: 'Summer' });
    await expect(dub.tags.create({ name: 'SUMMER' })).rejects.toBeInstanceOf(Conflict);

    const folder = await dub.folders.create({ name: 'Campaigns', accessLevel: 'read' });
    expect(folder).toMatchObject({ name: 'Campaigns', type: 'default', accessLevel: 'read' });
    expect(await dub.folders.update(folder.id, { description: 'All of them' })).toMatchObject({
      accessLevel: 'read',
    });
    expect((await dub.folders.list({})).map((each) => each.id)).toEqual([folder.id]);

    const link = await dub.links.create({
      url: 'https://example.com/labelled',
      tagIds: [tag.id],
      folderId: folder.id,
      title: 'Ein schöner Titel',
    });
    expect(link).toMatchObject({ folderId: folder.id, tags: [{ id: tag.id, name: 'Summer', color: 'red' }] });
    const queries = [
      { tagIds: [tag.id, other.id] },
      { tagNames: ['summer', 'autumn'] },
      { folderId: folder.id },
      { search: 'schon tit' },
      { userId: tenant.userId, domain: tenant.domain, folderId: folder.id, withTags: true },
    ];
    for (const query of queries) {
      const { result } = await dub.links.list(query);
      expect([query, result.map((each) => each.id)]).toEqual([query, [link.id]]);
      expect([query, await dub.links.count(query)]).toEqual([query, 1]);
    }
    expect(await dub.analytics.retrieve({ folderId: folder.id })).toMatchObject({ clicks: 0 });

    expect(await dub.folders.delete(folder.id)).toEqual({ id: folder.id });
    expect(await dub.tags.delete(tag.id)).toEqual({ id: tag.id });
    expect(await dub.links.get({ linkId: link.id })).toMatchObject({ folderId: null, tags: [] });
    expect(await dub.links.delete(link.id)).toEqual({ id: link.id });
    await dub.tags.delete(other.id);
  });

  it('go with many links at once', async () => {
    const tag = await dub.tags.create({ name: 'Bulk' });
    const made = await dub.links.createMany(
      ['b1', 'b2', 'b3'].map((key) => ({
        url: `https://example.com/${key}`,
        key,
        tagNames: ['bulk'],
        externalId: key,
      })),
    );
    expect(made).toHaveLength(3);
    const changed = await dub.links.updateMany({ externalIds: ['b1', 'b2'], data: { archived: true } });
    expect(changed.map((link) => link.archived)).toEqual([true, true]);
    expect(await dub.links.count({ tagIds: tag.id })).toBe(1);
    expect(await dub.links.count({ tagIds: tag.id, showArchived: true })).toBe(3);
    const upserted = await dub.links.upsert({ url: 'https://example.com/b3', title: 'Third' });
    expect(upserted).toMatchObject({ key: 'b3', title: 'Third', tags: [{ id: tag.id }] });
    const { result } = await dub.links.list({ tagIds: tag.id, showArchived: true });
    const gone = await dub.links.deleteMany({ linkIds: result.map((link) => link.id) });
    expect(gone).toEqual({ deletedCount: 3 });
    await dub.tags.delete(tag.id);
  });
});

describe.each(WAYS)('reports, by %s', (way) => {
  pointTo(way);

  it('agree in every grouping that the client understands, and list the clicks', async () => {
    const link = await dub.links.create({ url: 'https://example.com/reported', key: 'reported' });
    const headers = { referer: 'https://news.example.com/today?page=2' };
    for (const visitor of [BERLIN, TOKYO, SAO_PAULO]) await stack.visit(link, visitor, { headers });
    await eventually(async () => expect(await stack.stored.hits(link.id)).toEqual(everywhere(3)));

    expect(await dub.analytics.retrieve({ linkId: link.id, interval: '24h' })).toMatchObject({ clicks: 3 });
    for (const groupBy of GROUPINGS) {
      const rows = await dub.analytics.retrieve({ linkId: link.id, interval: '24h', groupBy });
      if (!Array.isArray(rows)) throw new Error(`${groupBy} is not a list`);
      expect([groupBy, rows.reduce((sum, row) => sum + (row.clicks ?? 0), 0)]).toEqual([groupBy, 3]);
    }
    const events = await dub.events.list({ linkId: link.id, interval: '24h' });
    expect(events).toHaveLength(3);
    expect(events).toMatchObject([{ event: 'click', link: { id: link.id } }, {}, {}]);
  });
});

describe.each(WAYS)('conversions, by %s', (way) => {
  pointTo(way);

  it('go from the click to lead, sale, customer, events and reports', async () => {
    const link = await dub.links.create({ url: 'https://example.com/buy', key: 'buy', trackConversion: true });
    const headers = { referer: 'https://news.example.com/today' };
    const { location } = await stack.visit(link, BERLIN, { headers });
    const clickId = new URL(location ?? '').searchParams.get('dub_id') ?? '';
    const customerExternalId = 'user-1';
    const lead = await dub.track.lead({
      clickId,
      eventName: 'Sign up',
      customerExternalId,
      customerName: 'Ada',
      customerEmail: 'ada@example.com',
      mode: 'wait',
    });
    expect(lead).toMatchObject({ click: { id: clickId }, link: { id: link.id }, customer: { name: 'Ada' } });
    const sale = await dub.track.sale({ customerExternalId, amount: 4_900, currency: 'usd', invoiceId: 'in-1' });
    expect(sale).toMatchObject({ eventName: 'Purchase', sale: { amount: 4_900, invoiceId: 'in-1' } });
    expect(await dub.track.sale({ customerExternalId, amount: 4_900, invoiceId: 'in-1' })).toEqual(sale);

    const seen: string[] = [];
    for await (const page of await dub.customers.list({ pageSize: 1 })) seen.push(...page.result.map(({ id }) => id));
    expect(seen).toHaveLength(1);
    const known = await dub.customers.get({ id: `ext_${customerExternalId}`, includeExpandedFields: true });
    expect(known).toMatchObject({ id: seen[0], email: 'ada@example.com', country: 'DE', link: { id: link.id } });
    const renamed = await dub.customers.update({ id: known.id, requestBody: { name: 'Grace' } });
    expect(renamed).toMatchObject({ id: known.id, name: 'Grace', email: 'ada@example.com' });

    const about = { linkId: link.id, interval: '24h' } as const;
    await eventually(async () =>
      expect(await dub.analytics.retrieve({ ...about, event: 'composite' })).toMatchObject({
        clicks: 1,
        leads: 1,
        sales: 1,
        saleAmount: 4_900,
      }),
    );
    for (const event of ['leads', 'sales'] as const) {
      expect(await dub.events.list({ ...about, event })).toMatchObject([{ customer: { id: known.id } }]);
      for (const groupBy of GROUPINGS) {
        const rows = await dub.analytics.retrieve({ ...about, event, groupBy });
        if (!Array.isArray(rows)) throw new Error(`${groupBy} is not a list`);
        const sum = rows.reduce((all, row) => all + ((row as Record<string, unknown>)[event] as number), 0);
        expect([event, groupBy, sum]).toEqual([event, groupBy, 1]);
      }
    }
    expect(await dub.customers.delete(known.id)).toEqual({ id: known.id });
    await expect(dub.customers.get({ id: known.id })).rejects.toBeInstanceOf(NotFound);
  });

  it('QR codes are what the client takes for an image', async () => {
    expect(await dub.qrCodes.get({ url: 'https://example.com/buy' })).toContain('PNG');
  });
});

it('works under a path prefix, too', async () => {
  const { token } = await stack.seedTenant();
  const prefixed = new Dub({ token, serverURL: `${stack.apiUrl}/api/v1` });
  expect(await prefixed.links.count({ search: 'nothing has this' })).toBe(0);
});
