/** What can be exported from the page, and the address of its file. */
import { DIMENSIONS, type DimensionName, dimension } from './dimension.ts';
import { metricWords } from './metric.ts';
import { isCompared, MOST_ROWS, scopeQuery } from './queries.ts';
import { dayOf, unitOf } from './period.ts';
import { type AnalyticsSearch, METRICS } from './search.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'parquet';
export type ExportWhat = 'timeseries' | 'heatmap' | 'events' | DimensionName;

export const EXPORT_FORMATS: readonly { value: ExportFormat; label: string }[] = [
  { value: 'csv', label: 'CSV, for spreadsheets' },
  { value: 'json', label: 'JSON, one list' },
  { value: 'ndjson', label: 'NDJSON, a row a line' },
  { value: 'parquet', label: 'Parquet, for warehouses' },
];

export const EXPORTS: readonly { value: ExportWhat; label: string }[] = [
  { value: 'timeseries', label: 'The chart: figures over time' },
  { value: 'events', label: 'Single events, with everything kept of them' },
  ...(Object.keys(DIMENSIONS) as DimensionName[]).map((name) => ({ value: name, label: labelOf(name) })),
  { value: 'heatmap', label: 'Hours of the week' },
];

function labelOf(name: DimensionName): string {
  const { tab, filter } = dimension(name);
  return filter.startsWith('utm_') ? `UTM ${tab.toLowerCase()}` : tab;
}

/** `path` below the API's own address; `name` of the file. */
export function exportOf(
  search: AnalyticsSearch,
  what: ExportWhat,
  format: ExportFormat,
): { path: string; name: string } {
  const query = new URLSearchParams({ ...scopeQuery(search), ...questionOf(search, what), format });
  const path = what === 'events' ? '/events/export' : '/analytics/report/export';
  return { path: `${path}?${query.toString()}`, name: `hopline-${what}-${dayOf(Date.now())}.${format}` };
}

function questionOf(search: AnalyticsSearch, what: ExportWhat): Record<string, string> {
  const { event } = metricWords(search.metric ?? 'clicks');
  const metrics = METRICS.join(',');
  if (what === 'events') return { event: event === 'composite' ? 'clicks' : event };
  if (what === 'heatmap') return { groupBy: 'heatmap', metrics };
  const compare: Record<string, string> = isCompared(search) ? { compare: 'previous' } : {};
  if (what === 'timeseries') return { groupBy: 'timeseries', granularity: unitOf(search), metrics, ...compare };
  return { groupBy: dimension(what).by, metrics, limit: String(MOST_ROWS), event };
}
