/** What the address of the events says, and how the API is asked for it. */
import { DEFAULT_RANGE, parseRange, type Range } from '../stats/range.ts';

export const KINDS = ['clicks', 'leads', 'sales'] as const;
export type Kind = (typeof KINDS)[number];

/** Every class of hits, as people choose them. */
export const WHO = ['all', 'bot', 'preview', 'prefetch', 'head', 'scanner', 'datacenter', 'spam'] as const;
export type Who = (typeof WHO)[number];

/** Filters by the name of what they narrow to; each as the API calls it. */
export const FACETS = ['linkId', 'country', 'device', 'browser', 'referer'] as const;
export type Facet = (typeof FACETS)[number];

/** As it stands in the address: absent means not filtered; without `who` only people. */
export interface EventsSearch {
  event?: Exclude<Kind, 'clicks'>;
  range?: Range;
  /** ISO 8601, as links from other pages give it. Both win over the range. */
  start?: string;
  end?: string;
  linkId?: string;
  country?: string;
  device?: string;
  browser?: string;
  referer?: string;
  who?: Who;
  /** A condition on the metadata of leads and sales. */
  meta?: string;
}

const TEXTS = ['start', 'end', ...FACETS, 'meta'] as const;

/** Reads the address; what it does not know is left out. */
export function parseEventsSearch(search: Record<string, unknown>): EventsSearch {
  const read: EventsSearch = {};
  const kind = KINDS.find((each) => each === search['event']);
  if (kind && kind !== 'clicks') read.event = kind;
  const range = search['range'] === undefined ? DEFAULT_RANGE : parseRange(search['range']);
  if (range !== DEFAULT_RANGE) read.range = range;
  for (const name of TEXTS) {
    const value = search[name];
    // The router turns digits into numbers.
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text !== '') read[name] = text;
  }
  const who = WHO.find((each) => each === search['who']);
  if (who) read.who = who;
  return read;
}

/** The filters as every question about them takes them. `event` is named apart: exports and reports know it, too. */
export function eventsQuery(search: EventsSearch) {
  const { range, start, end, who, meta, event: _kind, ...facets } = search;
  const event: Kind = search.event ?? 'clicks';
  return {
    event,
    ...(start ? { start, ...(end && { end }) } : { interval: range ?? DEFAULT_RANGE }),
    ...facets,
    ...(who && { classes: who }),
    ...(meta && event !== 'clicks' && { query: meta }),
  };
}

/** Everything that narrows the list but its kind and time. */
export function isNarrowed(search: EventsSearch): boolean {
  return [...FACETS, 'who' as const, 'meta' as const].some((name) => search[name] !== undefined);
}

/** Only kind and time stay. */
export function widened({ event, range, start, end }: EventsSearch): EventsSearch {
  return { ...(event && { event }), ...(range && { range }), ...(start && { start }), ...(end && { end }) };
}

/** The search with one filter set, or without it. */
export function withFilter<Name extends keyof EventsSearch>(
  search: EventsSearch,
  name: Name,
  value: EventsSearch[Name] | undefined | '',
): EventsSearch {
  const { [name]: _before, ...others } = search;
  return value ? { ...others, [name]: value } : others;
}
