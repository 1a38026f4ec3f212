/** A known log of visits: what was sent, written down by hand, and plain counting over it. Nothing here knows the planner. */
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { WireLink } from '../stack.ts';
import { BERLIN, GOOGLEBOT, SAO_PAULO, TOKYO, type Visitor } from '../visit.ts';

/** What the parts of a visitor's agent are called. Written down here by hand: the recount does not ask the parser. */
const PEOPLE: { visitor: Visitor; device: string; browser: string; os: string; osVersion: string; class: string }[] = [
  { visitor: BERLIN, device: 'Desktop', browser: 'Chrome', os: 'Windows', osVersion: 'Windows 10', class: 'human' },
  { visitor: TOKYO, device: 'Mobile', browser: 'Safari', os: 'iOS', osVersion: 'iOS 18', class: 'human' },
  { visitor: SAO_PAULO, device: 'Desktop', browser: 'Firefox', os: 'Linux', osVersion: 'Linux', class: 'human' },
  { visitor: GOOGLEBOT, device: 'Unknown', browser: 'Googlebot', os: 'Unknown', osVersion: 'Unknown', class: 'bot' },
];
const REFERERS = ['', 'https://news.example/a', 'https://forum.example/t/1'];
const LANGUAGES = ['de-DE', 'ja', ''];

export interface Logged {
  id: string;
  ts: number;
  link: WireLink;
  person: (typeof PEOPLE)[number];
  referer: string;
  language: string;
  qr: boolean;
  /** Who, within a day. */
  who: string;
}

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
export const random = seeded(20_261_121);
/** The first of a list is likelier than the last, as in life. */
const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() ** 1.6 * list.length)] as Item;

export function nextVisit(links: readonly WireLink[], ts: number): Logged {
  return {
    id: uuidv7(ts),
    ts,
    link: pick(links),
    person: pick(PEOPLE),
    referer: pick(REFERERS),
    language: pick(LANGUAGES),
    qr: random() < 0.1,
    who: String(Math.floor(random() * 900)),
  };
}

/** As the edge would write it. */
export function captured(workspaceId: string, visit: Logged): CapturedClick {
  const { id, ts, link, referer, language, qr, who } = visit;
  const { country, continent, city, ua } = visit.person.visitor;
  return {
    type: 'click',
    id,
    ts,
    workspaceId,
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

export const isHuman = (visit: Logged): boolean => visit.person.class === 'human';
export const countryOf = ({ person }: Logged): string => person.visitor.country;

export function tally<Item>(items: readonly Item[], by: (item: Item) => string): Record<string, number> {
  return sums(items, by, () => 1);
}

export function sums<Item>(
  items: readonly Item[],
  by: (item: Item) => string,
  amount: (item: Item) => number,
): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const item of items) totals[by(item)] = (totals[by(item)] ?? 0) + amount(item);
  return totals;
}

/** The names of the largest, largest first. */
export function largest(counts: Record<string, number>, count: number): string[] {
  return Object.entries(counts)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([name]) => name);
}
