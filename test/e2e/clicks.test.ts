/** The main job: a link made by the api, clicked from three countries, counted the same in every place that counts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { LiveSocket } from '../support/live-socket.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, GOOGLEBOT, SAO_PAULO, TOKYO } from '../support/visit.ts';

let stack: TestStack;
let tenant: Tenant;
let link: WireLink;
let live: LiveSocket;

const HUMANS = [BERLIN, TOKYO, SAO_PAULO];
/** A change reaches every edge within a minute. */
const PROPAGATION_DEADLINE_MS = 65_000;
/** Three people, a bot and a HEAD. */
const HITS = HUMANS.length + 2;

const get = async <Body>(path: string): Promise<Body> => (await stack.api(tenant)<Body>('GET', path)).body;

const report = <Body>(groupBy: string): Promise<Body> =>
  get<Body>(`/analytics?event=clicks&interval=24h&groupBy=${groupBy}`);

function sorted<Row>(rows: Row[], by: keyof Row): Row[] {
  return rows.toSorted((a, b) => String(a[by]).localeCompare(String(b[by])));
}

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  live = await LiveSocket.open(stack.apiUrl, tenant.token);
  link = await stack.createLink(tenant, { url: 'https://example.com/launch', key: 'launch' });
});
afterAll(async () => {
  live?.close();
  await stack?.stop();
});

describe('a link clicked from three countries, by a bot and by a HEAD', () => {
  it('answers each visitor with its destination and forbids caching', async () => {
    for (const visitor of [...HUMANS, GOOGLEBOT]) {
      const answer = await stack.visit(link, visitor);
      expect(answer).toMatchObject({ status: 302, location: 'https://example.com/launch' });
      expect(answer.headers['cache-control']).toMatch(/no-store|private/);
    }
    expect(await stack.visit(link, BERLIN, { method: 'HEAD' })).toMatchObject({ status: 302, body: '' });
  });

  it('shows the three people in live totals and keeps the other two apart', async () => {
    const update = await eventually(() => {
      const last = live.updates().at(-1);
      expect(last?.links[link.id]).toMatchObject({ hits: HITS, clicks: HUMANS.length });
      return last;
    });
    expect(update?.totals).toMatchObject({ hits: HITS, clicks: HUMANS.length });
    const seen = live
      .updates()
      .flatMap((frame) => frame.events.map(({ country, class: kind }) => `${country} ${kind}`));
    expect(seen.toSorted()).toEqual(['BR human', 'DE head', 'DE human', 'JP human', 'US bot']);
  });

  it('stores every hit once: raw and in each rollup', async () => {
    await eventually(async () => expect(await stack.stored.hits(link.id)).toEqual(everywhere(HITS)));
    const classes = await stack.stored.rows(
      'SELECT class, count() AS n FROM raw_events_v1 FINAL WHERE link_id = {link:String} GROUP BY class ORDER BY class',
      { link: link.id },
    );
    expect(classes).toEqual([
      { class: 'bot', n: 1 },
      { class: 'head', n: 1 },
      { class: 'human', n: HUMANS.length },
    ]);
  });

  it('keeps no address of a visitor anywhere in ClickHouse', async () => {
    const rows = await stack.stored.rows('SELECT * FROM raw_events_v1');
    for (const { ip } of [...HUMANS, GOOGLEBOT]) expect(JSON.stringify(rows)).not.toContain(ip);
  });
});

describe('the reports of that link', () => {
  it('count the people by country, by device, by referrer, over time and by link', async () => {
    expect(await report('count')).toMatchObject({ clicks: 3 });
    expect(sorted(await report<{ country: string }[]>('countries'), 'country')).toMatchObject([
      { country: 'BR', clicks: 1 },
      { country: 'DE', clicks: 1 },
      { country: 'JP', clicks: 1 },
    ]);
    expect(sorted(await report<{ device: string }[]>('devices'), 'device')).toMatchObject([
      { device: 'Desktop', clicks: 2 },
      { device: 'Mobile', clicks: 1 },
    ]);
    expect(await report('referers')).toMatchObject([{ referer: '(direct)', clicks: 3 }]);
    expect(await report('top_links')).toMatchObject([{ id: link.id, clicks: 3 }]);
    const buckets = await report<{ clicks: number }[]>('timeseries');
    expect(buckets.reduce((sum, { clicks }) => sum + clicks, 0)).toBe(3);
  });

  it('list the three clicks, newest first, with the link and without the visitors’ addresses', async () => {
    const events = await get<{ click: { country: string; ip: string }; link: { id: string } }[]>(
      '/events?event=clicks&interval=24h',
    );
    expect(events.map(({ click }) => click.country)).toEqual(['BR', 'JP', 'DE']);
    expect(events.every((event) => event.click.ip === '' && event.link.id === link.id)).toBe(true);
  });

  it('show the clicks on the link itself', async () => {
    expect(await get(`/links/info?linkId=${link.id}`)).toMatchObject({ clicks: 3 });
    expect(await get('/links')).toMatchObject([{ id: link.id, clicks: 3 }]);
  });
});

describe.concurrent('a link that changes', () => {
  const create = (key: string): Promise<WireLink> =>
    stack.createLink(tenant, { url: `https://example.com/${key}`, key });

  it('is found at once although its name was asked for just before', async () => {
    const name = { domain: tenant.domain, key: 'fresh' };
    expect(await stack.visit(name, BERLIN)).toMatchObject({ status: 404 });
    const fresh = await create('fresh');
    await eventually(async () =>
      expect(await stack.visit(fresh, BERLIN)).toMatchObject({ status: 302, location: fresh.url }),
    );
  });

  it('leads to its new destination after an update', async () => {
    const moved = await create('moved');
    expect(await stack.visit(moved, BERLIN)).toMatchObject({ location: moved.url });
    await stack.api(tenant)('PATCH', `/links/${moved.id}`, { url: 'https://example.com/elsewhere' });
    await eventually(
      async () => expect(await stack.visit(moved, BERLIN)).toMatchObject({ location: 'https://example.com/elsewhere' }),
      PROPAGATION_DEADLINE_MS,
    );
  });

  it('stops within a minute after it was deleted', async () => {
    const gone = await create('gone');
    expect(await stack.visit(gone, BERLIN)).toMatchObject({ status: 302 });
    expect((await stack.api(tenant)('DELETE', `/links/${gone.id}`)).status).toBe(200);
    await eventually(
      async () => expect(await stack.visit(gone, BERLIN)).toMatchObject({ status: 404 }),
      PROPAGATION_DEADLINE_MS,
    );
  });
});
