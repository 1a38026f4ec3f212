/** Leads and sales: what a click has led to. They carry the click's own facts, so that every report can break them down as it does clicks. */
import type { EventRow } from './row.ts';

/** Columns that a lead or a sale takes over from its click. */
export const CLICK_FACTS = [
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
] as const satisfies readonly (keyof EventRow)[];

/** A click as it was counted. */
export type ClickFacts = Pick<EventRow, (typeof CLICK_FACTS)[number]>;

/** Of a customer: the first sale, or a later one. Empty for leads. */
export const SALE_TYPES = ['', 'new', 'recurring'] as const;
export type SaleType = (typeof SALE_TYPES)[number];

/** Reported by a tenant, fixed when it is accepted, and travelling unchanged from there. */
export interface CapturedConversion {
  type: 'lead' | 'sale';
  /** UUIDv7: the idempotency key everywhere downstream. */
  id: string;
  /** Unix milliseconds of acceptance. */
  ts: number;
  workspaceId: string;
  linkId: string;
  clickId: string;
  customerId: string;
  /** The tenant's label, e.g. `Sign up`. */
  name: string;
  saleType: SaleType;
  /** Cents of USD; 0 for leads. */
  amount: number;
  /** ISO 4217 in lower case, and minor units of it, as reported. Empty and 0 for leads. */
  currency: string;
  originalAmount: number;
  invoiceId: string;
  processor: string;
  /** A JSON object, sanitised; empty when there is none. */
  metadata: string;
  click: ClickFacts;
}

/** The facts of anything that has at least these columns. */
export function clickFacts(row: ClickFacts): ClickFacts {
  return Object.fromEntries(CLICK_FACTS.map((column) => [column, row[column]])) as unknown as ClickFacts;
}

export const MAX_EVENT_NAME_CHARS = 255;
/** As JSON. One message of the queue holds eight events with as much. */
export const MAX_METADATA_CHARS = 10_000;
export const MAX_INVOICE_CHARS = 255;
