/** Links as CSV, in columns that an import reads back (core/import/format/formats.ts). */
import { csvCell } from '../import/error-file.ts';
import type { WireLink } from '../link/wire.ts';

/** One column for each thing a link can be told to do, and its counters. */
export const CSV_COLUMNS = [
  'id',
  'shortLink',
  'domain',
  'key',
  'url',
  'title',
  'description',
  'image',
  'video',
  'comments',
  'tags',
  'folderId',
  'externalId',
  'tenantId',
  'programId',
  'partnerId',
  'archived',
  'startsAt',
  'expiresAt',
  'expiredUrl',
  'maxClicks',
  'password',
  'disabledAt',
  'statusCode',
  'cacheSeconds',
  'forwardQuery',
  'proxy',
  'rewrite',
  'doIndex',
  'trackConversion',
  'ios',
  'android',
  'geo',
  'rules',
  'testVariants',
  'testStartedAt',
  'testCompletedAt',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'clicks',
  'leads',
  'sales',
  'saleAmount',
  'lastClicked',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof WireLink)[];

/** Two tags are told apart by this; names that hold a separator are written as JSON. */
const SEPARATOR = '|';
const AMBIGUOUS = /[|;,[\]]/;

export function csvHeader(): string {
  return `${CSV_COLUMNS.join(',')}\r\n`;
}

export function csvLine(link: WireLink): string {
  return `${CSV_COLUMNS.map((column) => csvCell(cellOf(link, column))).join(',')}\r\n`;
}

function cellOf(link: WireLink, column: (typeof CSV_COLUMNS)[number]): string {
  if (column === 'tags') return tagsOf((link.tags ?? []).map(({ name }) => name));
  const value = link[column];
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function tagsOf(names: string[]): string {
  return names.some((name) => AMBIGUOUS.test(name)) ? JSON.stringify(names) : names.join(SEPARATOR);
}
