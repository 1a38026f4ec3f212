/** Plausible visits, one after the other: who, when, from where, to which link. Pure and seeded. */
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { BOTS, BROWSERS, CAMPAIGNS, REFERERS } from './clients.ts';
import { type Place, PLACES } from './places.ts';
import { type Random, Weighted } from './random.ts';

export interface SeedLink {
  id: string;
  domain: string;
  key: string;
  url: string;
}

export interface Span {
  /** Unix milliseconds of the newest possible visit. */
  untilMs: number;
  days: number;
}

export interface Visit {
  /** Unix milliseconds. */
  ts: number;
  link: SeedLink;
  place: Place;
  ua: string;
  referer: string;
  /** Query string without `?`; empty for most. */
  query: string;
  /** Number of a person: the same one comes back. */
  visitor: number;
}

const DAY_MS = 86_400_000;
const BOT_SHARE = 0.08;
/** One link of the set goes viral: this share of its visits falls into one evening. */
const VIRAL_SHARE = 0.6;
const VIRAL_SPREAD_MS = 3 * 3_600_000;
/** People, as a share of visits: the rest are people coming back. */
const PEOPLE_SHARE = 0.7;
/** Visits by local hour of day, from midnight. */
const HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 11, 11, 11, 10, 10, 10, 11, 12, 12, 10, 7, 4];

/** An endless supply; `total` is how many will be taken, for the number of people. */
export function* makeVisits(random: Random, links: readonly SeedLink[], span: Span, total: number): Generator<Visit> {
  // Popularity falls as 1/rank (Zipf), as it does for real links.
  const popularity = new Weighted(links.map((link, index): [SeedLink, number] => [link, 1 / (index + 1)]));
  const hours = new Weighted(HOURS.map((weight, hour): [number, number] => [hour, weight]));
  const viral = links[Math.min(1, links.length - 1)];
  const burstMs = span.untilMs - span.days * DAY_MS * (0.2 + 0.4 * random.next());
  const people = Math.max(1, Math.ceil(total * PEOPLE_SHARE));
  for (;;) {
    const link = popularity.pick(random);
    const place = PLACES.pick(random);
    const isBot = random.chance(BOT_SHARE);
    const isBurst = link === viral && span.days > 0 && random.chance(VIRAL_SHARE);
    const ts = isBurst ? burstMs + random.normal() * VIRAL_SPREAD_MS : ordinaryTime(random, hours, span, place);
    yield {
      ts: Math.floor(Math.min(ts, span.untilMs)),
      link,
      place,
      ua: isBot ? BOTS.pick(random) : BROWSERS.pick(random),
      referer: isBot ? '' : isBurst && random.chance(0.7) ? 'https://news.ycombinator.com/' : REFERERS.pick(random),
      query: isBot ? '' : CAMPAIGNS.pick(random),
      visitor: random.below(people),
    };
  }
}

/** A day of the span, more often a late one than an early one, fewer on weekends; then an hour of the visitor's own day. */
function ordinaryTime(random: Random, hours: Weighted<number>, { untilMs, days }: Span, place: Place): number {
  const MAX_TRIES = 8;
  let ts = untilMs;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const age = days * (1 - Math.sqrt(random.next()));
    const midnight = Math.floor((untilMs - age * DAY_MS) / DAY_MS) * DAY_MS;
    ts = midnight + (hours.pick(random) + random.next() - place.utcOffset) * 3_600_000;
    const weekday = new Date(ts).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    if (ts <= untilMs && ts > untilMs - days * DAY_MS && !(isWeekend && random.chance(0.4))) return ts;
  }
  return untilMs - random.next() * days * DAY_MS;
}

/** The event that the edge would have captured for this visit. */
export function capturedFrom(visit: Visit, workspaceId: string, random: Random): CapturedClick {
  const { link, place, ts } = visit;
  const { country, continent, region, city, asn } = place;
  return {
    type: 'click',
    id: uuidv7(ts, random.bytes(10)),
    ts,
    workspaceId,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    url: withQuery(link.url, visit.query),
    // As at the edge: a person is another one every day.
    visitor: dailyVisitor(visit.visitor, ts),
    ua: visit.ua,
    referer: visit.referer,
    language: place.language,
    geo: { country, continent, region, city, asn },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

function withQuery(url: string, query: string): string {
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function dailyVisitor(visitor: number, ts: number): string {
  const day = Math.floor(ts / DAY_MS);
  return (BigInt(visitor + 1) * 0x9e3779b97f4a7c15n + BigInt(day) * 0xbf58476d1ce4e5b9n)
    .toString(16)
    .slice(-16)
    .padStart(16, '0');
}
