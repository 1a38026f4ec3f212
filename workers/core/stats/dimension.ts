/** What reports can group and filter by: one table that the schema, the planner and the shapes all read. */

/** A dimension: its column in raw events and its name in the exploded rollup, where it has one. */
export interface Dimension {
  /** Column of `raw_events_v1`. */
  column: string;
  /** Value of `dimension` in `dimensions_per_*`; undefined when only raw events know it. */
  rollup?: string;
  /** Clients write these in any case. */
  fold?: true;
  /** How a rollup's row shows it, where that is not the row's value. */
  fromRollup?: string;
  /** Name of such a value among closed days, where it is one of theirs: visitors cannot be added up over what it is made of. */
  closed?: string;
  /** What links carry now, not their events: the value is found through the link (see labels.ts). */
  label?: LabelKind;
}

/** How answers name what is not known, and what is not there; filters take the same names. */
export const UNKNOWN_VALUE = 'Unknown';
export const NO_VALUE = '(none)';

export type LabelKind = 'folder' | 'tag';

/** Filters by wire name. Keys are a closed list, so a name can never reach SQL from a request. */
export const FILTER_DIMENSIONS = {
  country: { column: 'country', rollup: 'country', fold: true },
  city: { column: 'city', fold: true },
  region: { column: 'region', fold: true },
  continent: { column: 'continent', rollup: 'continent', fold: true },
  device: { column: 'device', rollup: 'device', fold: true },
  browser: { column: 'browser', rollup: 'browser', fold: true },
  os: { column: 'os', rollup: 'os', fold: true },
  trigger: { column: 'trigger', rollup: 'trigger', fold: true },
  referer: { column: 'referer', rollup: 'referer' },
  refererUrl: { column: 'referer_url', rollup: 'referer_url' },
  url: { column: 'url', rollup: 'url' },
  language: { column: 'language', rollup: 'language', fold: true },
  source: { column: 'source', rollup: 'source', fold: true },
  channel: { column: 'channel', rollup: 'channel', fold: true },
  os_version: { column: 'os_version' },
  browser_version: { column: 'browser_version' },
  variant: { column: 'variant', rollup: 'variant' },
  rule: { column: 'rule', rollup: 'rule' },
  reason: { column: 'reason', rollup: 'reason', fold: true },
  domain: { column: 'domain', rollup: 'domain', fold: true },
  linkId: { column: 'link_id', rollup: 'link' },
  utm_source: { column: 'utm_source', rollup: 'utm_source' },
  utm_medium: { column: 'utm_medium', rollup: 'utm_medium' },
  utm_campaign: { column: 'utm_campaign', rollup: 'utm_campaign' },
  utm_term: { column: 'utm_term', rollup: 'utm_term' },
  utm_content: { column: 'utm_content', rollup: 'utm_content' },
  customerId: { column: 'customer_id' },
  saleType: { column: 'sale_type' },
} as const satisfies Record<string, Dimension>;

/** Filters on what an event need not have: nothing there is `(none)`. Of every other, an event only fails to tell: `Unknown`. */
const OPTIONAL_FILTERS: ReadonlySet<string> = new Set<keyof typeof FILTER_DIMENSIONS>([
  'refererUrl',
  'url',
  'domain',
  'linkId',
  'variant',
  'rule',
  'reason',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
]);

/** What a filter calls the events that have no value of its dimension. */
export function emptyName(name: FilterName): string {
  return OPTIONAL_FILTERS.has(name) ? NO_VALUE : UNKNOWN_VALUE;
}

export type FilterName = keyof typeof FILTER_DIMENSIONS;
export const FILTER_NAMES = Object.keys(FILTER_DIMENSIONS) as FilterName[];

/** Every grouping of the wire format that reads one dimension, with the key its values carry in answers. */
export const BREAKDOWNS = {
  continents: { column: 'continent', rollup: 'continent', answer: 'continent' },
  countries: { column: 'country', rollup: 'country', answer: 'country' },
  regions: { column: "concat(country, '-', region)", rollup: 'region', answer: 'region' },
  cities: { column: "concat(country, '-', region, '-', city)", rollup: 'city', answer: 'city' },
  devices: { column: 'device', rollup: 'device', answer: 'device' },
  browsers: { column: 'browser', rollup: 'browser', answer: 'browser' },
  os: { column: 'os', rollup: 'os', answer: 'os' },
  languages: { column: 'language', rollup: 'language', answer: 'language' },
  triggers: { column: 'trigger', rollup: 'trigger', answer: 'trigger' },
  referers: { column: 'referer', rollup: 'referer', answer: 'referer' },
  referer_urls: { column: 'referer_url', rollup: 'referer_url', answer: 'refererUrl' },
  sources: { column: 'source', rollup: 'source', answer: 'source' },
  channels: { column: 'channel', rollup: 'channel', answer: 'channel' },
  top_domains: { column: 'domain', rollup: 'domain', answer: 'domain' },
  top_links: { column: 'link_id', rollup: 'link', answer: 'id' },
  top_folders: { column: 'link_id', rollup: 'link', label: 'folder', answer: 'folderId' },
  top_link_tags: { column: 'link_id', rollup: 'link', label: 'tag', answer: 'tagId' },
  top_urls: { column: 'url', rollup: 'url', answer: 'url' },
  top_base_urls: {
    column: 'cutQueryStringAndFragment(url)',
    rollup: 'url',
    fromRollup: 'cutQueryStringAndFragment(value)',
    closed: 'base_url',
    answer: 'url',
  },
  os_versions: {
    column: "trimRight(concat(os, ' ', os_version))",
    rollup: 'os_version',
    answer: 'os_version',
  },
  browser_versions: {
    column: "trimRight(concat(browser, ' ', browser_version))",
    rollup: 'browser_version',
    answer: 'browser_version',
  },
  variants: { column: 'variant', rollup: 'variant', answer: 'variant' },
  rules: { column: 'rule', rollup: 'rule', answer: 'rule' },
  classes: { column: 'class', rollup: 'all', fromRollup: 'class', answer: 'class' },
  reasons: { column: 'reason', rollup: 'reason', answer: 'reason' },
  utm_sources: { column: 'utm_source', rollup: 'utm_source', answer: 'utm_source' },
  utm_mediums: { column: 'utm_medium', rollup: 'utm_medium', answer: 'utm_medium' },
  utm_campaigns: { column: 'utm_campaign', rollup: 'utm_campaign', answer: 'utm_campaign' },
  utm_terms: { column: 'utm_term', rollup: 'utm_term', answer: 'utm_term' },
  utm_contents: { column: 'utm_content', rollup: 'utm_content', answer: 'utm_content' },
} as const satisfies Record<string, Dimension & { answer: string }>;

export type BreakdownName = keyof typeof BREAKDOWNS;
export const BREAKDOWN_NAMES = Object.keys(BREAKDOWNS) as BreakdownName[];
