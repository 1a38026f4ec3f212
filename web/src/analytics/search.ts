/** What the address of an analytics page says: period, metric, filters, and how the API is asked for them. */
import type { BucketUnit } from '#core/stats/time/buckets.ts';
import { parseFilterText, renderFilterText } from '#core/stats/filter-text.ts';
import type { Interval } from '#core/stats/query.ts';

export const PRESETS = ['24h', '7d', '30d', '90d', '1y', 'mtd', 'qtd', 'ytd', 'all'] as const satisfies Interval[];
export type Preset = (typeof PRESETS)[number];
export const DEFAULT_PRESET: Preset = '30d';

export const METRICS = ['clicks', 'uniqueVisitors', 'leads', 'sales', 'saleAmount', 'saleRate'] as const;
export type Metric = (typeof METRICS)[number];

export const UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const satisfies BucketUnit[];

/** Report parameters that narrow what is counted; each stands in the address under the API's own name. */
export const FILTERS = [
  'linkId',
  'folderId',
  'tagId',
  'domain',
  'country',
  'region',
  'city',
  'continent',
  'language',
  'referer',
  'refererUrl',
  'source',
  'channel',
  'device',
  'browser',
  'os',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'trigger',
  'url',
  'variant',
  'rule',
] as const;
export type FilterName = (typeof FILTERS)[number];

/** What may be counted beside clicks of people. */
export const EXTRA_CLASSES = ['bot', 'preview', 'prefetch', 'head', 'scanner', 'datacenter', 'spam'] as const;
export type ExtraClass = (typeof EXTRA_CLASSES)[number];

/** Absent means the default. Filters as the API writes them (#core/stats/filter-text.ts). */
export interface AnalyticsSearch extends Partial<Record<FilterName, string>> {
  range?: Preset;
  /** A day or a minute of the reader's clock: `2026-11-21`, `2026-11-21T14:00`. Both or neither; a day counts whole. */
  from?: string;
  to?: string;
  by?: BucketUnit;
  metric?: Metric;
  compare?: 'no';
  /** Classes that count beside people. */
  include?: string;
  /** Clicks soon after the same visitor's last one are left out. */
  repeats?: 'no';
}

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;

/** Reads the address; what it does not know is left out. */
export function parseAnalyticsSearch(search: Record<string, unknown>): AnalyticsSearch {
  const read: AnalyticsSearch = {};
  for (const name of FILTERS) {
    const value = search[name];
    // The router turns digits into numbers.
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && parseFilterText(text).values.length > 0) read[name] = text;
  }
  const range = PRESETS.find((each) => each === search['range']);
  if (range && range !== DEFAULT_PRESET) read.range = range;
  Object.assign(read, parsePeriod(search['from'], search['to']));
  const by = UNITS.find((each) => each === search['by']);
  if (by) read.by = by;
  const metric = METRICS.find((each) => each === search['metric']);
  if (metric && metric !== 'clicks') read.metric = metric;
  if (search['compare'] === 'no') read.compare = 'no';
  if (search['repeats'] === 'no') read.repeats = 'no';
  const include = classesOf(search['include']);
  if (include.length > 0) read.include = include.join(',');
  return read;
}

function parsePeriod(from: unknown, to: unknown): Pick<AnalyticsSearch, 'from' | 'to'> {
  if (typeof from !== 'string' || typeof to !== 'string' || !MOMENT.test(from) || !MOMENT.test(to)) return {};
  return startOf(from) < endOf(to) ? { from, to } : {};
}

export function classesOf(text: unknown): ExtraClass[] {
  const asked = typeof text === 'string' ? text.split(',') : [];
  return EXTRA_CLASSES.filter((each) => asked.includes(each));
}

/** First moment, Unix milliseconds, by the reader's clock. */
export function startOf(moment: string): number {
  return new Date(moment.includes('T') ? moment : `${moment}T00:00`).getTime();
}

/** Where it ends, exclusive: a day counts whole, a minute is a border. */
export function endOf(moment: string): number {
  if (moment.includes('T')) return startOf(moment);
  const next = new Date(`${moment}T00:00`);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}

export interface Filter {
  name: FilterName;
  not: boolean;
  /** The values are parts of what is looked for. */
  contains: boolean;
  values: string[];
}

/** Filters of the address, in a fixed order. */
export function filtersOf(search: AnalyticsSearch): Filter[] {
  return FILTERS.flatMap((name) => {
    const text = search[name];
    if (text === undefined) return [];
    const filter = parseFilterText(text);
    return filter.values.length > 0 ? [{ name, ...filter }] : [];
  });
}

/** The address with this filter instead of what it had under the name; without values it goes. */
export function withFilter(search: AnalyticsSearch, { name, values, ...how }: Filter): AnalyticsSearch {
  const { [name]: _before, ...rest } = search;
  const unique = [...new Set(values)];
  return unique.length === 0 ? rest : { ...rest, [name]: renderFilterText({ ...how, values: unique }) };
}

export function withoutFilters(search: AnalyticsSearch): AnalyticsSearch {
  const rest = { ...search };
  for (const name of FILTERS) delete rest[name];
  return rest;
}

/** Only the filters of the address, as the API takes them. */
export function filterQuery(search: AnalyticsSearch): Partial<Record<FilterName, string>> {
  return Object.fromEntries(FILTERS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

/** How a filter takes its values. */
export function verbOf({ not, contains, values }: Pick<Filter, 'not' | 'contains' | 'values'>): string {
  if (contains) return not ? 'does not contain' : 'contains';
  if (values.length > 1) return not ? 'is none of' : 'is one of';
  return not ? 'is not' : 'is';
}
