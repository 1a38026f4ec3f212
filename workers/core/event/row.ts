/** One row of `raw_events_v1`: the enriched event exactly as ClickHouse stores it. */

/** Why a hit is or is not a person. Reports count `human` unless asked otherwise; nothing is thrown away. */
export const EVENT_CLASSES = ['human', 'bot', 'preview', 'prefetch', 'head', 'scanner', 'datacenter', 'spam'] as const;
export type EventClass = (typeof EVENT_CLASSES)[number];

export interface EventRow {
  workspace_id: string;
  /** `click`, `orphan` (a visit that led nowhere), `lead`, `sale`, `page_view`, or the tenant's own. */
  type: string;
  /** Empty for events that belong to no link. */
  link_id: string;
  /** `YYYY-MM-DD HH:MM:SS.mmm` in UTC. */
  ts: string;
  event_id: string;
  /** When the ledger accepted it; same format as `ts`. */
  received_at: string;
  class: EventClass;
  /** What put it in its class, e.g. `ua:googlebot`; for humans empty, or `repeat` soon after the same visitor's last click. */
  reason: string;
  domain: string;
  key: string;
  url: string;
  /** Unsigned 64-bit integer in decimal; `0` when unknown. A string, because JSON numbers lose digits above 2^53. */
  visitor_id: string;
  trigger: string;
  continent: string;
  country: string;
  region: string;
  city: string;
  asn: number;
  device: string;
  browser: string;
  browser_version: string;
  os: string;
  os_version: string;
  language: string;
  /** Host of the referring page; `(direct)` when there was none. */
  referer: string;
  referer_url: string;
  /** Name of the traffic source, e.g. `Google`; `Direct` when there was none. */
  source: string;
  /** GA4-style channel, e.g. `Organic Search`. */
  channel: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  utm_term: string;
  utm_content: string;
  rule: string;
  variant: string;
  /** The click that a lead or a sale goes back to; it and all that follows is empty or 0 for other types. */
  click_id: string;
  customer_id: string;
  /** The tenant's label. */
  event_name: string;
  /** Cents of USD. */
  sale_amount: number;
  /** `new` for a customer's first sale, else `recurring`. */
  sale_type: string;
  /** As reported: ISO 4217 in lower case, and its minor units. */
  sale_currency: string;
  sale_original: number;
  invoice_id: string;
  payment_processor: string;
  /** A JSON object. */
  metadata: string;
}

/** Formats Unix milliseconds as ClickHouse's DateTime64(3, 'UTC') text. */
export function clickHouseTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}
