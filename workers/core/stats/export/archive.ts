/** Exports analytics as the field does it: a zip with a CSV for each grouping. */
import { strToU8, zipSync } from 'fflate';
import { requireScope } from '../../access/actor.ts';
import type { StatsContext } from '../context.ts';
import type { AnalyticsQuery } from '../query.ts';
import { retrieveAnalytics } from '../retrieve.ts';
import { cell } from './report.ts';
import type { ExportAnalyticsQuery } from './wire.ts';

const GROUPINGS = [
  'timeseries',
  'continents',
  'countries',
  'regions',
  'cities',
  'devices',
  'browsers',
  'os',
  'triggers',
  'referers',
  'referer_urls',
  'top_links',
  'top_urls',
  'top_domains',
  'top_folders',
  'top_link_tags',
  'utm_sources',
  'utm_mediums',
  'utm_campaigns',
  'utm_terms',
  'utm_contents',
] as const satisfies readonly AnalyticsQuery['groupBy'][];

/** The earliest that the format knows: the same figures make the same bytes. By the parts, as the format has no zone. */
const NO_TIME = new Date(1980, 0, 1);

/** One grouping after the other: an export must not crowd out the reports people wait for. */
export async function exportAnalytics(context: StatsContext, query: ExportAnalyticsQuery): Promise<Uint8Array> {
  requireScope(context.links.actor, 'analytics.read');
  const files: Record<string, Uint8Array> = {};
  for (const groupBy of GROUPINGS) {
    const rows = await retrieveAnalytics(context, { ...query, groupBy });
    if (Array.isArray(rows) && rows.length > 0) files[`${groupBy}.csv`] = strToU8(csvOf(rows));
  }
  return zipSync(files, { level: 6, mtime: NO_TIME });
}

function csvOf(rows: object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((name) => cell(plain((row as Record<string, unknown>)[name]))).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function plain(value: unknown): string | number | null {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  return value === undefined ? null : JSON.stringify(value);
}
