/** What analytics are broken down by: one table of names, filters and words. */
import type { Report } from '#core/stats/report/wire.ts';
import type { BreakdownName } from '#core/stats/dimension.ts';
import { displayUrl } from '../format/address.ts';
import { countryName, continentName, languageName } from '../format/place.ts';
import type { RegionNames } from '../format/region-names.ts';
import { type AnalyticsSearch, type Filter, type FilterName, filtersOf, withFilter } from './search.ts';

export type RowKey = Report['rows'][number]['key'];
type Names = Pick<Report, 'links' | 'labels'> & { regions?: RegionNames | undefined };

export interface Dimension {
  by: BreakdownName;
  /** Heading of its tab. */
  tab: string;
  /** One of it, as filters call it. */
  one: string;
  /** The filter that a value becomes; the last of a place. */
  filter: FilterName;
  /** Which field of a row's key holds the value. */
  field: string;
  /** What a value is called; itself when absent. */
  say?: (value: string) => string;
  /** Said when there is nothing. */
  empty: string;
}

const firstUp = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const TRIGGERS: Record<string, string> = {
  link: 'Link opened',
  qr: 'QR code scanned',
  pageview: 'Page viewed',
  deeplink: 'App opened',
};

const utm = (name: string, tab: string): Dimension => ({
  by: `utm_${name}s` as BreakdownName,
  tab,
  one: `UTM ${name}`,
  filter: `utm_${name}` as FilterName,
  field: `utm_${name}`,
  empty: `Clicks on links with utm_${name} in their destination are told apart here. The UTM builder of a link adds it.`,
});

const CITY_EMPTY = 'Each click carries the place it came from, as far as its network tells. No address is kept.';

export const DIMENSIONS = {
  links: {
    by: 'top_links',
    tab: 'Links',
    one: 'Link',
    filter: 'linkId',
    field: 'linkId',
    empty: 'Your most clicked links of the period stand here.',
  },
  folders: {
    by: 'top_folders',
    tab: 'Folders',
    one: 'Folder',
    filter: 'folderId',
    field: 'folderId',
    empty: 'Put links into folders, and their clicks add up here.',
  },
  tags: {
    by: 'top_link_tags',
    tab: 'Tags',
    one: 'Tag',
    filter: 'tagId',
    field: 'tagId',
    empty: 'Give links tags, and their clicks add up here.',
  },
  domains: {
    by: 'top_domains',
    tab: 'Domains',
    one: 'Domain',
    filter: 'domain',
    field: 'domain',
    empty: 'With several short domains, this says which one people use.',
  },
  referers: {
    by: 'referers',
    tab: 'Referrers',
    one: 'Referrer',
    filter: 'referer',
    field: 'referer',
    say: (value) => (value === '(direct)' ? 'Direct or unknown' : value),
    empty: 'When a page or an app sends a visitor, its name appears here.',
  },
  channels: {
    by: 'channels',
    tab: 'Channels',
    one: 'Channel',
    filter: 'channel',
    field: 'channel',
    empty: 'Search, social, e-mail, ads: what kind of place sent the visitor.',
  },
  pages: {
    by: 'referer_urls',
    tab: 'Pages',
    one: 'Referring page',
    filter: 'refererUrl',
    field: 'refererUrl',
    say: displayUrl,
    empty: 'The exact page that sent a visitor, where its site lets it be known.',
  },
  countries: {
    by: 'countries',
    tab: 'Countries',
    one: 'Country',
    filter: 'country',
    field: 'country',
    say: countryName,
    empty: CITY_EMPTY,
  },
  regions: { by: 'regions', tab: 'Regions', one: 'Region', filter: 'region', field: 'region', empty: CITY_EMPTY },
  cities: { by: 'cities', tab: 'Cities', one: 'City', filter: 'city', field: 'city', empty: CITY_EMPTY },
  continents: {
    by: 'continents',
    tab: 'Continents',
    one: 'Continent',
    filter: 'continent',
    field: 'continent',
    say: continentName,
    empty: CITY_EMPTY,
  },
  languages: {
    by: 'languages',
    tab: 'Languages',
    one: 'Language',
    filter: 'language',
    field: 'language',
    say: languageName,
    empty: 'The language that the visitor’s browser asks for first.',
  },
  devices: {
    by: 'devices',
    tab: 'Devices',
    one: 'Device',
    filter: 'device',
    field: 'device',
    empty: 'Phones, tablets, computers: known as soon as one of them clicks.',
  },
  browsers: {
    by: 'browsers',
    tab: 'Browsers',
    one: 'Browser',
    filter: 'browser',
    field: 'browser',
    empty: 'Which browsers your visitors use.',
  },
  systems: {
    by: 'os',
    tab: 'Systems',
    one: 'System',
    filter: 'os',
    field: 'os',
    empty: 'Which operating systems your visitors use.',
  },
  campaigns: utm('campaign', 'Campaigns'),
  sources: utm('source', 'Sources'),
  mediums: utm('medium', 'Mediums'),
  terms: utm('term', 'Terms'),
  contents: utm('content', 'Contents'),
  triggers: {
    by: 'triggers',
    tab: 'Triggers',
    one: 'Trigger',
    filter: 'trigger',
    field: 'trigger',
    say: (value) => TRIGGERS[value] ?? firstUp(value),
    empty: 'Scans of a link’s QR code are told apart from clicks here.',
  },
  destinations: {
    by: 'top_urls',
    tab: 'Destinations',
    one: 'Destination',
    filter: 'url',
    field: 'url',
    say: displayUrl,
    empty: 'Where visitors were sent: with targeting rules, one link has several destinations.',
  },
  variants: {
    by: 'variants',
    tab: 'Variants',
    one: 'Variant',
    filter: 'variant',
    field: 'variant',
    empty: 'Split a link between destinations to test which one works better; each variant’s clicks are here.',
  },
  rules: {
    by: 'rules',
    tab: 'Rules',
    one: 'Rule',
    filter: 'rule',
    field: 'rule',
    empty: 'Targeting rules send some visitors elsewhere; how many each one caught is here.',
  },
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof DIMENSIONS;

export const dimension = (name: DimensionName): Dimension => DIMENSIONS[name];

const BY_FILTER = new Map<FilterName, Dimension>(Object.values(DIMENSIONS).map((each) => [each.filter, each]));

/** `Country`, `UTM source`: how a filter is called; its parameter where no breakdown has it. */
export function filterWords(name: FilterName): string {
  return name === 'source' ? 'Source' : (BY_FILTER.get(name)?.one ?? name);
}

/** How a filter's value is called, where no report names it. */
export function valueWords(name: FilterName, value: string): string {
  return value === UNKNOWN ? UNKNOWN : (BY_FILTER.get(name)?.say?.(value) ?? value);
}

const NONE = '(none)';
const UNKNOWN = 'Unknown';
const UNSORTED = 'unsorted';

export interface RowWords {
  /** Different for each row. */
  id: string;
  label: string;
  /** The place around a place. */
  detail?: string;
  /** Two letters of the country. */
  country?: string;
}

export function valueOf({ field }: Dimension, key: RowKey): string {
  return String(key[field] ?? '');
}

/** Rows about "none of it" say nothing that the total does not. */
export function isNone(of: Dimension, key: RowKey): boolean {
  return valueOf(of, key) === NONE;
}

export function rowWords(of: Dimension, key: RowKey, { links, labels, regions }: Names): RowWords {
  const value = valueOf(of, key);
  const country = typeof key['country'] === 'string' ? key['country'] : undefined;
  const id = Object.values(key).join('\n');
  if (of.filter === 'linkId') return { id, label: displayUrl(links[value]?.shortLink ?? 'Deleted link') };
  if (of.filter === 'folderId' && value === UNSORTED) return { id, label: 'In no folder' };
  if (of.filter === 'folderId' || of.filter === 'tagId') return { id, label: labels[value]?.name ?? 'Deleted' };
  const named = of.filter === 'region' ? regions?.get(`${country}-${value}`) : of.say?.(value);
  const label = value === UNKNOWN || value === '' ? UNKNOWN : (named ?? value);
  if (of.filter === 'country') return { id, label, country: value };
  if ((of.filter === 'city' || of.filter === 'region') && country)
    return { id, label, country, detail: countryName(country) };
  return { id, label };
}

/** Places come with the places around them: there are many Springfields. */
const AROUND: Partial<Record<FilterName, FilterName[]>> = { region: ['country'], city: ['country', 'region'] };

/** The address with this row chosen, or no longer; undefined where there is nothing to ask for. */
export function toggled(search: AnalyticsSearch, of: Dimension, key: RowKey): AnalyticsSearch | undefined {
  const value = valueOf(of, key);
  if (value === '' || value === NONE) return undefined;
  if (isChosen(search, of, key)) return without(search, of.filter, value);
  const around = AROUND[of.filter];
  if (!around) return withValue(search, of.filter, value);
  let next = withFilter(search, { name: of.filter, not: false, contains: false, values: [value] });
  for (const name of around) {
    const outer = String(key[name] ?? '');
    if (outer !== '' && outer !== UNKNOWN)
      next = withFilter(next, { name, not: false, contains: false, values: [outer] });
  }
  return next;
}

export function isChosen(search: AnalyticsSearch, of: Dimension, key: RowKey): boolean {
  const value = valueOf(of, key);
  return filtersOf(search).some(
    ({ name, values, ...how }) => name === of.filter && isPlain(how) && values.includes(value),
  );
}

/** Is, or is one of. */
const isPlain = ({ not, contains }: Pick<Filter, 'not' | 'contains'>): boolean => !not && !contains;

/** One folder at a time is all the API takes. */
function withValue(search: AnalyticsSearch, name: FilterName, value: string): AnalyticsSearch {
  const before = filtersOf(search).find((filter) => filter.name === name && isPlain(filter));
  const values = name === 'folderId' ? [value] : [...(before?.values ?? []), value];
  return withFilter(search, { name, not: false, contains: false, values });
}

/** The address without one value of a filter. A country takes the places within it along. */
export function without(search: AnalyticsSearch, name: FilterName, value: string): AnalyticsSearch {
  const before = filtersOf(search).find((filter) => filter.name === name);
  if (!before) return search;
  let next = withFilter(search, { ...before, values: before.values.filter((each) => each !== value) });
  for (const [inner, outer] of Object.entries(AROUND) as [FilterName, FilterName[]][])
    if (outer.includes(name)) next = withFilter(next, { name: inner, not: false, contains: false, values: [] });
  return next;
}
