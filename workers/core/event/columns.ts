/** How an event row is written down for ClickHouse: one JSON array per line, columns by position. */
import type { EventRow } from './row.ts';

const LAYOUT_1 = [
  'workspace_id',
  'type',
  'link_id',
  'ts',
  'event_id',
  'received_at',
  'class',
  'reason',
  'domain',
  'key',
  'url',
  'visitor_id',
  'trigger',
  'continent',
  'country',
  'region',
  'city',
  'asn',
  'device',
  'browser',
  'browser_version',
  'os',
  'os_version',
  'language',
  'referer',
  'referer_url',
  'source',
  'channel',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'rule',
  'variant',
] as const;

/**
 * Column order by layout number. Append-only: rows written down under an old layout may still wait in a ledger when a new
 * one is deployed, so a released layout never changes. `batch` is not part of a layout; it is put in front when sent.
 */
export const ROW_LAYOUTS: Readonly<Record<number, readonly (keyof EventRow)[]>> = {
  1: LAYOUT_1,
  2: [
    ...LAYOUT_1,
    'click_id',
    'customer_id',
    'event_name',
    'sale_amount',
    'sale_type',
    'sale_currency',
    'sale_original',
    'invoice_id',
    'payment_processor',
    'metadata',
  ],
};

/** The layout new rows are written in. */
export const ROW_LAYOUT = 2;

/** Columns of one layout. Throws on an unknown one: the code is older than the stored data. */
export function layoutColumns(layout: number): readonly (keyof EventRow)[] {
  const columns = ROW_LAYOUTS[layout];
  if (!columns) throw new RangeError(`row layout ${layout} is newer than this code`);
  return columns;
}

const CURRENT = layoutColumns(ROW_LAYOUT);

/** One line of ROW_LAYOUT, ending in a line feed. JSON escapes line feeds inside values, so lines never break. */
export function writeRow(row: EventRow): string {
  return `${JSON.stringify(CURRENT.map((column) => row[column]))}\n`;
}

/** Names the batch on every line: `["ws",…]` becomes `["{batch}","ws",…]`. `batch` must need no JSON escapes. */
export function nameBatch(lines: string, batch: string): string {
  if (lines === '') return '';
  const opened = `["${batch}",`;
  return `${opened}${lines.slice(1, -1).replaceAll('\n[', `\n${opened}`)}\n`;
}
