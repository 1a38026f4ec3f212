/**
 * An independent recount: a known log of 50 000 visits, a few thousand through the edge and the rest as the messages that the edge
 * writes, and every report compared with plain arithmetic over the log. Nothing of the planner is used to compute what is expected.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { eventually } from '../support/eventually.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN, GOOGLEBOT, SAO_PAULO, TOKYO, type Visitor } from '../support/visit.ts';

const EVENTS = 50_000;
/** Each costs a request to a local runtime; the rest enters where the edge hands over. */
const THROUGH_EDGE = 3_000;
const PARALLEL = 8;
const EVENTS_PER_MESSAGE = 150;
const STORED_DEADLINE_MS = 240_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Within what the ledger knows by heart. */
const SPAN_HOURS = 40;

/** What the parts of a visitor's agent are called. Written down here by hand: the recount does not ask the parser. */
const PEOPLE: { visitor: Visitor; device: string; browser: string; os: string; class: string }[] = [
  { visitor: BERLIN, device: 'Desktop', browser: 'Chrome', os: 'Windows', class: 'human' },
  { visitor: TOKYO, device: 'Mobile', browser: 'Safari', os: 'iOS', class: 'human' },
  { visitor: SAO_PAULO, device: 'Desktop', browser: 'Firefox', os: 'Linux', class: 'human' },
  { visitor: GOOGLEBOT, device: 'Unknown', browser: 'Googlebot', os: 'Unknown', class: 'bot' },
];
const REFERERS = ['', 'https://news.example/a', 'https://forum.example/t/1'];
const LANGUAGES = ['de-DE', 'ja', ''];

interface Logged {
  ts: number;
  link: WireLink;
  person: (typeof PEOPLE)[number];
  referer: string;
  language: string;
  qr: boolean;
  /** Who, within a day. */
  who: string;
}

let stack: TestStack;
let tenant: Tenant;
let links: WireLink[];
const log: Logged[] = [];

/** Mulberry32 with a fixed seed: the same log in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = seeded(20_261_121);
/** The first of a list is likelier than the last, as in life. */
const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() ** 1.6 * list.length)] as Item;

function nextVisit(ts: number): Logged {
  return {
    ts,
    link: pick(links),
    person: pick(PEOPLE),
    referer: pick(REFERERS),
    language: pick(LANGUAGES),
    qr: random() < 0.1,
    who: String(Math.floor(random() * 900)),
  };
}

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  links = [];
  for (let n = 0; n < 7; n++)
    links.push(
      await stack.createLink(tenant, { url: `https://shop.example/p${n % 3}?utm_source=s${n % 2}`, key: `r${n}` }),
    );
  await throughEdge();
  await asMessages(EVENTS - THROUGH_EDGE);
  await eventually(async () => expect((await stack.ledgerStatus(tenant)).accepted).toBe(EVENTS), STORED_DEADLINE_MS);
  await eventually(
    async () => expect((await ask<{ clicks: number }>('/analytics?interval=7d&classes=all')).clicks).toBe(EVENTS),
    STORED_DEADLINE_MS,
  );
}, 2 * STORED_DEADLINE_MS);
afterAll(() => stack?.stop());

async function throughEdge(): Promise<void> {
  let left = THROUGH_EDGE;
  const visitor = async () => {
    while (left-- > 0) {
      const visit = nextVisit(Date.now());
      const { person, link, referer, language, qr, who } = visit;
      const from = { ...person.visitor, ip: `10.0.${Number(who) >> 8}.${Number(who) & 255}` };
      const headers = { ...(referer && { referer }), ...(language && { 'accept-language': `${language},en;q=0.5` }) };
      const path = qr ? { ...link, key: `${link.key}?qr=1` } : link;
      const { status } = await stack.visit(path, from, { headers });
      if (status !== 302) throw new Error(`A visit was answered ${status}`);
      log.push({ ...visit, who: `edge ${from.ip} ${from.ua}` });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, visitor));
}

async function asMessages(count: number): Promise<void> {
  const now = Date.now();
  for (let sent = 0; sent < count; sent += EVENTS_PER_MESSAGE) {
    const visits = Array.from({ length: Math.min(EVENTS_PER_MESSAGE, count - sent) }, () =>
      nextVisit(now - Math.floor(random() * SPAN_HOURS * HOUR_MS)),
    );
    await stack.send({ v: 1, events: visits.map(captured) });
    log.push(...visits);
  }
}

function captured({ ts, link, person, referer, language, qr, who }: Logged): CapturedClick {
  const { country, continent, city, ua } = person.visitor;
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    workspaceId: tenant.workspaceId,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    url: link.url,
    visitor: (Number(who) + 1).toString(16).padStart(16, '0'),
    ua,
    referer,
    language,
    geo: { country, continent, region: '', city, asn: 0 },
    trigger: qr ? 'qr' : 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

async function ask<Body>(path: string): Promise<Body> {
  const { status, body } = await stack.api(tenant)<Body>('GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

type Row = Record<string, unknown> & { clicks: number };

const humans = (visits = log) => visits.filter((visit) => visit.person.class === 'human');

function tally(visits: Logged[], by: (visit: Logged) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const visit of visits) counts[by(visit)] = (counts[by(visit)] ?? 0) + 1;
  return counts;
}

async function reported(groupBy: string, key: string, more = ''): Promise<Record<string, number>> {
  const rows = await ask<Row[]>(`/analytics?interval=7d&groupBy=${groupBy}${more}`);
  return Object.fromEntries(rows.map((row) => [String(row[key]), row.clicks]));
}

const host = (referer: string) => (referer === '' ? '(direct)' : new URL(referer).hostname);
const utm = (visit: Logged) => new URL(visit.link.url).searchParams.get('utm_source') ?? '';

describe('every breakdown of the log', () => {
  it.each<[string, string, (visit: Logged) => string]>([
    ['countries', 'country', (visit) => visit.person.visitor.country],
    ['continents', 'continent', (visit) => visit.person.visitor.continent],
    ['cities', 'city', (visit) => visit.person.visitor.city],
    ['devices', 'device', (visit) => visit.person.device],
    ['browsers', 'browser', (visit) => visit.person.browser],
    ['os', 'os', (visit) => visit.person.os],
    ['languages', 'language', (visit) => visit.language || 'Unknown'],
    ['triggers', 'trigger', (visit) => (visit.qr ? 'qr' : 'link')],
    ['referers', 'referer', (visit) => host(visit.referer)],
    ['top_links', 'id', (visit) => visit.link.id],
    ['top_urls', 'url', (visit) => visit.link.url],
    ['top_base_urls', 'url', (visit) => visit.link.url.split('?')[0] ?? ''],
    ['top_domains', 'domain', (visit) => visit.link.domain],
    ['utm_sources', 'utm_source', utm],
  ])('by %s is what plain counting gives', async (groupBy, key, by) => {
    expect(await reported(groupBy, key)).toEqual(tally(humans(), by));
  });

  it('by referring page leaves out who came directly', async () => {
    const referred = humans().filter((visit) => visit.referer !== '');
    expect(await reported('referer_urls', 'refererUrl')).toEqual(tally(referred, (visit) => visit.referer));
  });

  it('by class shows what is left out of the others', async () => {
    expect(await reported('classes', 'class', '&classes=all')).toEqual(tally(log, (visit) => visit.person.class));
  });
});

describe('every filter', () => {
  it.each<[string, (visit: Logged) => boolean]>([
    ['country=JP', (visit) => visit.person.visitor.country === 'JP'],
    ['country=-jp,br', (visit) => !['JP', 'BR'].includes(visit.person.visitor.country)],
    ['device=mobile&trigger=qr', (visit) => visit.person.device === 'Mobile' && visit.qr],
    ['referer=~NEWS', (visit) => visit.referer.includes('news')],
    ['url=-~p1', (visit) => !visit.link.url.includes('p1')],
    [
      'os=windows,ios&referer=(direct)&language=de-de',
      (visit) => ['Windows', 'iOS'].includes(visit.person.os) && visit.referer === '' && visit.language === 'de-DE',
    ],
  ])('%s counts what it names', async (filter, keeps) => {
    const { clicks } = await ask<Row>(`/analytics?interval=7d&${encodeURI(filter)}`);
    expect(clicks).toBe(humans().filter(keeps).length);
  });
});

describe('time', () => {
  it.each(['UTC', 'Europe/Zurich', 'Asia/Kolkata', 'Asia/Kathmandu'])(
    'is cut into days as clocks in %s do',
    async (zone) => {
      const rows = await ask<(Row & { start: string })[]>(`/analytics?interval=7d&groupBy=timeseries&timezone=${zone}`);
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      const days = Object.fromEntries(
        rows.filter(({ clicks }) => clicks > 0).map((row) => [row.start.slice(0, 10), row.clicks]),
      );
      expect(days).toEqual(tally(humans(), (visit) => local.format(visit.ts)));
    },
  );

  it('is cut into hours, and into hours of the week', async () => {
    const lastHour = Math.floor(Math.min(...log.slice(0, THROUGH_EDGE).map(({ ts }) => ts)) / HOUR_MS) * HOUR_MS;
    const whole = `start=${new Date(lastHour - SPAN_HOURS * HOUR_MS).toISOString()}&end=${new Date(lastHour).toISOString()}`;
    const within = humans().filter(({ ts }) => ts >= lastHour - SPAN_HOURS * HOUR_MS && ts < lastHour);
    const rows = await ask<(Row & { start: string })[]>(`/analytics?${whole}&groupBy=timeseries`);
    const hours = Object.fromEntries(
      rows.filter(({ clicks }) => clicks > 0).map((row) => [Date.parse(row.start), row.clicks]),
    );
    expect(hours).toEqual(tally(within, ({ ts }) => String(ts - (ts % HOUR_MS))));
    const week = await ask<{ rows: { key: { weekday: number; hour: number }; values: { clicks: number } }[] }>(
      `/analytics/report?${whole}&groupBy=heatmap&metrics=clicks`,
    );
    const slots = week.rows.filter(({ values }) => values.clicks > 0);
    expect(
      Object.fromEntries(slots.map(({ key, values }) => [`${key.weekday % 7} ${key.hour}`, values.clicks])),
    ).toEqual(tally(within, ({ ts }) => `${new Date(ts).getUTCDay()} ${new Date(ts).getUTCHours()}`));
  });
});

describe('a report', () => {
  interface Report {
    rows: { key: Record<string, string>; values: Record<string, number> }[];
    other: { values: Record<string, number> };
    total: { values: Record<string, number> };
  }

  it('of two dimensions, with the others and the total, adds up', async () => {
    const { rows, other, total } = await ask<Report>(
      '/analytics/report?interval=7d&groupBy=countries,triggers&limit=2&other=true&metrics=clicks,botHits,qrScans',
    );
    const [first, second] = Object.entries(tally(humans(), (visit) => visit.person.visitor.country)).toSorted(
      (a, b) => b[1] - a[1],
    );
    const largest = humans().filter((visit) => [first?.[0], second?.[0]].includes(visit.person.visitor.country));
    const cells = Object.fromEntries(
      rows.map(({ key, values }) => [`${key['country']} ${key['trigger']}`, values['clicks']]),
    );
    expect(cells).toEqual(tally(largest, (visit) => `${visit.person.visitor.country} ${visit.qr ? 'qr' : 'link'}`));
    expect(other.values['clicks']).toBe(humans().length - largest.length);
    expect(total.values).toEqual({
      clicks: humans().length,
      botHits: log.length - humans().length,
      qrScans: humans().filter((visit) => visit.qr).length,
    });
  });

  it('counts every visitor once a day', async () => {
    const { total } = await ask<Report>('/analytics/report?interval=7d&metrics=uniqueVisitors');
    // Messages name the same visitors every day; through the edge a network with one browser is a visitor.
    const visits = humans().map(({ who, ts }) => `${who} ${Math.floor(ts / DAY_MS)}`);
    expect(total.values['uniqueVisitors']).toBe(new Set(visits).size);
  });

  it('lists every event once, page by page', async () => {
    const ids = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof eventsAfter>> = await eventsAfter(cursor);
      for (const { click_id: id } of page.events) ids.add(id);
      cursor = page.next;
    }
    expect(ids.size).toBe(humans().filter((visit) => visit.link === links[0]).length);
  });
});

async function eventsAfter(cursor: string): Promise<{ events: { click_id: string }[]; next: string | null }> {
  const path = `/events?interval=7d&limit=1000&linkId=${links[0]?.id}${cursor && `&cursor=${cursor}`}`;
  const answer = await fetch(stack.apiUrl + path, { headers: { authorization: `Bearer ${tenant.token}` } });
  return { events: (await answer.json()) as { click_id: string }[], next: answer.headers.get('x-next-cursor') };
}
