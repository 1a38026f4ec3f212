/** Plausible visits, one after the other: who, when, from where, to which link. Pure and seeded. */
import { earlierToday, ordinaryTime, planDays, type Span, viralTime } from './calendar.ts';
import { BOTS, BROWSERS, CAMPAIGNS, REFERERS } from './clients.ts';
import { type Place, PLACES } from './places.ts';
import { type Random, Weighted } from './random.ts';

export interface SeedLink {
  id: string;
  domain: string;
  key: string;
  url: string;
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
  /** By a QR code. */
  isScan: boolean;
  /** Number of a person: the same one comes back. */
  visitor: number;
}

const BOT_SHARE = 0.08;
/** Of what phones open: printed codes are scanned by nothing else. */
const SCAN_SHARE = 0.12;
const PHONE = /iPhone|Android/;
/** People, as a share of visits: the rest are people coming back. */
const PEOPLE_SHARE = 0.7;

/** All `total` visits, day by day from the oldest: rows that are close in time are cheap to store together. */
export function* makeVisits(random: Random, links: readonly SeedLink[], span: Span, total: number): Generator<Visit> {
  // Popularity falls as 1/rank (Zipf), as it does for real links.
  const popularity = new Weighted(links.map((link, index): [SeedLink, number] => [link, 1 / (index + 1)]));
  const viral = links[Math.min(1, links.length - 1)];
  const people = Math.max(1, Math.ceil(total * PEOPLE_SHARE));
  for (const { midnight, visits, viralVisits } of planDays(random, span, total)) {
    for (let index = 0; index < visits; index++) {
      const isViral = viral !== undefined && index < viralVisits;
      const place = PLACES.pick(random);
      const ts = isViral ? viralTime(random, midnight) : ordinaryTime(random, midnight, place);
      const client = nextClient(random);
      const link = isViral ? viral : popularity.pick(random);
      const visitor = random.below(people);
      const hasPassed = ts <= span.untilMs;
      yield { ts: hasPassed ? ts : earlierToday(random, midnight, span.untilMs), link, place, visitor, ...client };
    }
  }
}

function nextClient(random: Random): Pick<Visit, 'ua' | 'referer' | 'query' | 'isScan'> {
  const nothing = { referer: '', query: '', isScan: false };
  if (random.chance(BOT_SHARE)) return { ...nothing, ua: BOTS.pick(random) };
  const ua = BROWSERS.pick(random);
  if (PHONE.test(ua) && random.chance(SCAN_SHARE)) return { ...nothing, ua, isScan: true };
  return { ua, referer: REFERERS.pick(random), query: CAMPAIGNS.pick(random), isScan: false };
}
