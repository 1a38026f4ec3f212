/** Step 5: shapes rows for the wire: zero-filled series, closed lists kept closed, compound values taken apart. */
import type { Plan } from './plan.ts';
import type { BreakdownName } from './dimension.ts';
import { BREAKDOWNS, UNKNOWN_VALUE } from './dimension.ts';
import { UNSORTED_FOLDER } from './labels.ts';
import type { MetricsRow } from './run.ts';
import { zonedIso } from './time/buckets.ts';
import type { Analytics, Metrics, TimeseriesItem } from './wire.ts';
import { CONTINENTS, TRIGGERS } from './wire.ts';

export const NO_METRICS: Metrics = { clicks: 0, leads: 0, sales: 0, saleAmount: 0, uniqueVisitors: 0 };

/** Values that are known to the answer's closed list; others are left out, as clients refuse them. */
const CLOSED: Partial<Record<BreakdownName, ReadonlySet<string>>> = {
  continents: new Set(CONTINENTS),
  triggers: new Set(TRIGGERS),
};
/** An empty value here means "has none" and is not a row of the report. */
const OPTIONAL: ReadonlySet<BreakdownName> = new Set([
  'utm_sources',
  'utm_mediums',
  'utm_campaigns',
  'utm_terms',
  'utm_contents',
  'referer_urls',
  'top_links',
  'top_urls',
  'top_base_urls',
  'top_domains',
  'top_link_tags',
  'variants',
  'rules',
  'reasons',
]);
/** Groupings the de-facto client has no shape for: the value travels again as `url`, which it accepts. */
const DOUBLED: ReadonlySet<BreakdownName> = new Set([
  'utm_sources',
  'utm_mediums',
  'utm_campaigns',
  'utm_terms',
  'utm_contents',
  'top_domains',
  'languages',
  'sources',
  'channels',
  'os_versions',
  'browser_versions',
  'variants',
  'rules',
  'classes',
  'reasons',
]);

/** Every grouping except `top_links`, which needs the links themselves. */
export function shapeStats(plan: Plan, rows: MetricsRow[]): Analytics {
  const { groupBy } = plan.query;
  if (groupBy.kind === 'count') return rows[0]?.metrics ?? NO_METRICS;
  if (groupBy.kind === 'timeseries') return fillSeries(plan, rows);
  if (groupBy.kind !== 'breakdown') throw new TypeError(`"${groupBy.kind}" has no shape in this format`);
  return keptRows(groupBy.name, rows).map((row) => ({
    ...valueKeys(groupBy.name, row.value),
    ...row.metrics,
  })) as Analytics;
}

export function keptRows(name: BreakdownName, rows: MetricsRow[]): MetricsRow[] {
  const closed = CLOSED[name];
  return rows.filter(({ value }) => (closed ? closed.has(value) : value !== '' || !OPTIONAL.has(name)));
}

function fillSeries({ edges = [], query }: Plan, rows: MetricsRow[]): TimeseriesItem[] {
  const byBucket = new Map(rows.map((row) => [row.bucket, row.metrics]));
  return shownEdges(edges, query.range.from, byBucket).map((edge) => ({
    start: zonedIso(edge, query.range.zone),
    ...(byBucket.get(edge) ?? NO_METRICS),
  }));
}

/** "All" has no beginning of its own: the series begins with the data, or shows the current month. */
export function shownEdges(edges: number[], from: number, known: { has(edge: number): boolean }): number[] {
  if (from > 0) return edges;
  const firstWithData = edges.findIndex((edge) => known.has(edge));
  return firstWithData < 0 ? edges.slice(-1) : edges.slice(firstWithData);
}

function valueKeys(name: BreakdownName, value: string): Record<string, string> {
  const named = nameValue(name, value);
  if (name === 'countries') return { ...named, region: '*', city: '*' };
  if (name === 'regions') return { ...named, city: '*' };
  return DOUBLED.has(name) ? { ...named, url: Object.values(named)[0] ?? UNKNOWN_VALUE } : named;
}

/** The keys by which an answer names a value, e.g. country and region of a region. */
export function nameValue(name: BreakdownName, value: string): Record<string, string> {
  if (name === 'regions' || name === 'cities') {
    const [country = '', region = '', ...city] = value.split('-');
    const place = { country: country || UNKNOWN_VALUE, region: region || UNKNOWN_VALUE };
    return name === 'regions' ? place : { ...place, city: city.join('-') || UNKNOWN_VALUE };
  }
  if (name === 'top_folders') return { folderId: value || UNSORTED_FOLDER.id };
  return { [BREAKDOWNS[name].answer]: value || UNKNOWN_VALUE };
}

/** Whether an empty value means "has none" rather than "not known". */
export function isOptional(name: BreakdownName): boolean {
  return OPTIONAL.has(name);
}
