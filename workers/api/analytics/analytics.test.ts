import { describe, expect, it } from 'vitest';
import { clickEventSchema, type ClickEvent } from '#core/stats/event-wire.ts';
import { renderFilterText } from '#core/stats/filter-text.ts';
import type { Metrics, TimeseriesItem, TopLinksItem } from '#core/stats/wire.ts';
import type { Answer } from '../test-client.ts';
import { HOUR_MS, row, seedClicks, store } from './test-clicks.ts';

describe('GET /analytics', () => {
  it('counts human clicks of the workspace, and every class when asked', async () => {
    const { call, one, two } = await seedClicks();
    const count = async (query: string) => (await call<Metrics>('GET', `/analytics?interval=24h&${query}`)).body;
    expect(await count('')).toEqual({ clicks: 4, leads: 0, sales: 0, saleAmount: 0, uniqueVisitors: 3 });
    expect((await count('classes=all')).clicks).toBe(5);
    expect((await count('classes=bot,head')).clicks).toBe(1);
    expect((await count(`linkId=${one.id}`)).clicks).toBe(3);
    expect((await count(`linkId=-${one.id}`)).clicks).toBe(1);
    expect((await count(`linkId=${one.id},${two.id}`)).clicks).toBe(4);
    expect((await count('externalId=ext_e1')).clicks).toBe(3);
    expect((await count(`domain=${one.domain}&key=ONE`)).clicks).toBe(3);
    expect((await count('tenantId=t')).clicks).toBe(3);
    expect((await count('country=ch,de&device=desktop')).clicks).toBe(2);
    expect((await count('trigger=qr')).clicks).toBe(1);
    expect((await count('qr=false')).clicks).toBe(3);
    expect((await count('root=true')).clicks).toBe(0);
    expect((await count('event=leads')).clicks).toBe(0);
    expect((await count('include=bot')).clicks).toBe(5);
    expect((await count('include=all&device=~MOB')).clicks).toBe(1);
    expect((await count('url=~acme,nowhere')).clicks).toBe(4);
    expect((await count('url=-~test/1')).clicks).toBe(1);
  });

  it('can be asked about any value: with a comma, a sign in front, or none at all', async () => {
    const { tenant, call, one } = await seedClicks();
    const cities = ['Washington, D.C.', '-dash', '~tilde', 'back\\slash', ''];
    await store(cities.map((city, hour) => row(tenant, one, (hour + 5) * HOUR_MS, { city, utm_term: city })));
    const count = async (filter: string, value: string) =>
      (await call<Metrics>('GET', `/analytics?interval=24h&${filter}=${encodeURIComponent(value)}`)).body.clicks;
    for (const value of cities.slice(0, -1)) {
      const text = renderFilterText({ not: false, contains: false, values: [value] });
      expect([value, await count('city', text), await count('utm_term', text)]).toEqual([value, 1, 1]);
    }
    expect([await count('city', 'unknown'), await count('city', '-Unknown,-dash')]).toEqual([1, 7]);
    // Three of the seeded clicks have no term, either.
    expect([await count('utm_term', '(none)'), await count('country', 'Unknown')]).toEqual([5, 1]);
  });

  it('matches nothing when a filter names what is not there', async () => {
    const { call } = await seedClicks();
    for (const query of [
      'tagId=t',
      'folderId=f',
      'externalId=none',
      'tenantId=none',
      'linkId=link_0',
      'customerId=c',
      'domain=other.test&key=one',
      'programId=p',
    ]) {
      expect((await call<Metrics>('GET', `/analytics?${query}`)).body).toMatchObject({ clicks: 0 });
      expect((await call('GET', `/analytics?groupBy=countries&${query}`)).body).toEqual([]);
    }
    expect((await call('GET', '/analytics?key=one')).status).toBe(400);
    expect((await call('GET', '/analytics?groupBy=nonsense')).status).toBe(422);
    expect((await call('GET', '/analytics?classes=martian')).status).toBe(422);
    expect((await call('GET', '/analytics?start=2026-02-01&end=2026-01-01')).status).toBe(422);
  });
});

describe('GET /analytics in time', () => {
  it('fills a time series with zeros and sums to the count', async () => {
    const { call } = await seedClicks();
    const series = async (query: string) =>
      (await call<TimeseriesItem[]>('GET', `/analytics?groupBy=timeseries&${query}`)).body;
    const hours = await series('interval=24h');
    expect(hours).toHaveLength(25);
    expect(hours.map((item) => item.clicks).filter((clicks) => clicks > 0)).toEqual([1, 1, 1, 1]);
    const days = await series('interval=7d&timezone=Asia/Kathmandu');
    expect(days).toHaveLength(8);
    expect(days[0]?.start).toMatch(/T00:00:00\.000\+05:45$/);
    for (const query of [
      'interval=30d',
      'interval=90d&timezone=America/New_York',
      'interval=1y',
      'interval=all',
      'interval=mtd',
      'interval=qtd',
      'interval=ytd',
      `start=${new Date(Date.now() - 26 * HOUR_MS).toISOString()}`,
    ]) {
      const total = (await call<Metrics>('GET', `/analytics?${query}`)).body.clicks;
      const sum = (await series(query)).reduce((all, item) => all + item.clicks, 0);
      expect([query, sum]).toEqual([query, total]);
    }
  });
});

describe('GET /analytics by dimension', () => {
  it('breaks down by every dimension in the shapes the field knows', async () => {
    const { call, one, two, tenant } = await seedClicks();
    const by = async (groupBy: string) =>
      (await call<Record<string, unknown>[]>('GET', `/analytics?interval=24h&groupBy=${groupBy}`)).body.map(
        ({ clicks, leads: _l, sales: _s, saleAmount: _a, uniqueVisitors: _u, ...keys }) => [keys, clicks],
      );
    expect(await by('countries')).toEqual([
      [{ country: 'CH', region: '*', city: '*' }, 2],
      [{ country: 'Unknown', region: '*', city: '*' }, 1],
      [{ country: 'DE', region: '*', city: '*' }, 1],
    ]);
    expect(await by('continents')).toEqual([[{ continent: 'EU' }, 3]]);
    expect(await by('cities')).toContainEqual([{ country: 'DE', region: 'BE', city: 'Frank-furt' }, 1]);
    expect(await by('devices')).toEqual([
      [{ device: 'Desktop' }, 3],
      [{ device: 'Mobile' }, 1],
    ]);
    expect(await by('referers')).toEqual([
      [{ referer: '(direct)' }, 3],
      [{ referer: 'news.test' }, 1],
    ]);
    expect(await by('triggers')).toEqual([
      [{ trigger: 'link' }, 3],
      [{ trigger: 'qr' }, 1],
    ]);
    expect(await by('utm_sources')).toEqual([[{ utm_source: 'x', url: 'x' }, 1]]);
    expect(await by('top_domains')).toEqual([[{ domain: tenant.domain, url: tenant.domain }, 4]]);
    expect(await by('top_links')).toEqual([
      [
        expect.objectContaining({
          id: one.id,
          link: one.id,
          key: 'one',
          shortLink: one.shortLink,
          url: one.url,
          title: 'One',
        }),
        3,
      ],
      [expect.objectContaining({ id: two.id }), 1],
    ]);
    for (const groupBy of [
      'regions',
      'browsers',
      'os',
      'trigger',
      'referer_urls',
      'top_urls',
      'top_base_urls',
      'languages',
      'sources',
      'channels',
      'utm_terms',
    ]) {
      expect(Array.isArray(await by(groupBy))).toBe(true);
    }
  });

  it('keeps a deleted link in the reports, under the name its events remember', async () => {
    const { call, one } = await seedClicks();
    await call('DELETE', `/links/${one.id}`);
    const { body } = await call<TopLinksItem[]>('GET', '/analytics?groupBy=top_links');
    expect(body[0]).toMatchObject({ id: one.id, key: 'one', clicks: 3, createdAt: one.createdAt });
  });
});

describe('GET /events', () => {
  it('lists clicks newest first, whole, and pages', async () => {
    const { call, one, two } = await seedClicks();
    const { status, body } = await call<ClickEvent[]>('GET', '/events?interval=24h');
    expect(status).toBe(200);
    for (const event of body) expect(clickEventSchema.strict().parse(event)).toEqual(event);
    expect(body.map((event) => event.link_id)).toEqual([one.id, one.id, two.id, one.id]);
    expect(body.map((event) => event.timestamp)).toEqual(
      body
        .map((event) => event.timestamp)
        .toSorted()
        .toReversed(),
    );
    expect(body.at(-1)).toMatchObject({
      qr: 1,
      click: { qr: true, trigger: 'qr', ip: '', url: one.url },
      link: { id: one.id, title: 'One' },
    });
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => (await call<ClickEvent[]>('GET', `/events?limit=2&page=${page}`)).body),
    );
    expect(pages.flat().map((event) => event.click_id)).toEqual(body.map((event) => event.click_id));
    expect((await call<ClickEvent[]>('GET', '/events?sortOrder=asc')).body.map((event) => event.click_id)).toEqual(
      body.map((event) => event.click_id).toReversed(),
    );
    const bots = await call<ClickEvent[]>('GET', '/events?classes=bot');
    expect(bots.body).toEqual([
      expect.objectContaining({ click: expect.objectContaining({ class: 'bot', reason: 'ua:Googlebot' }) }),
    ]);
    expect((await call('GET', '/events?event=leads')).body).toEqual([]);
    expect((await call('GET', '/events?cursor=nonsense')).status).toBe(422);
    expect((await call('GET', '/events?limit=1001')).status).toBe(422);
  });
});

describe('GET /events in depth', () => {
  it('goes on where it stopped, in both directions, across days and ties, each event once', async () => {
    const { tenant, call, one } = await seedClicks();
    await store(Array.from({ length: 23 }, (_, n) => row(tenant, one, n * n * HOUR_MS, { key: `k${n}` })));
    await store(Array.from({ length: 5 }, () => row(tenant, one, 40 * HOUR_MS)));
    const whole = (await call<ClickEvent[]>('GET', '/events?interval=all&limit=1000')).body.map(
      (each) => each.click_id,
    );
    expect(new Set(whole).size).toBe(32);
    for (const order of ['desc', 'asc']) {
      const read: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = `interval=all&limit=7&sortOrder=${order}${cursor ? `&cursor=${cursor}` : ''}`;
        const page: Answer<ClickEvent[]> = await call<ClickEvent[]>('GET', `/events?${query}`);
        read.push(...page.body.map((each) => each.click_id));
        cursor = page.headers.get('x-next-cursor');
      } while (cursor !== null);
      expect(read).toEqual(order === 'desc' ? whole : whole.toReversed());
    }
    const third = await call<ClickEvent[]>('GET', '/events?interval=all&limit=7&page=3');
    expect(third.body.map((each) => each.click_id)).toEqual(whole.slice(14, 21));
    expect((await call<ClickEvent[]>('GET', '/events?interval=all&limit=7&page=6')).body).toEqual([]);
  });
});
