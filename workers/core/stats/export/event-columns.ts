/** The columns of exported events: names as the API says them, and where they come from. */

/** Expressions over `raw_events_v1`; `text` is what a visitor or tenant could have written. */
const COLUMNS = {
  event: { sql: 'type', text: true },
  eventId: { sql: 'toString(event_id)' },
  timestamp: { sql: "replaceOne(concat(toString(ts), 'Z'), ' ', 'T')" },
  linkId: { sql: 'link_id' },
  domain: { sql: 'domain', text: true },
  key: { sql: 'key', text: true },
  url: { sql: 'url', text: true },
  trigger: { sql: 'trigger' },
  class: { sql: 'class' },
  reason: { sql: 'reason', text: true },
  rule: { sql: 'rule', text: true },
  variant: { sql: 'variant', text: true },
  continent: { sql: 'continent' },
  country: { sql: 'country' },
  region: { sql: 'region', text: true },
  city: { sql: 'city', text: true },
  device: { sql: 'device' },
  browser: { sql: 'browser', text: true },
  browserVersion: { sql: 'browser_version', text: true },
  os: { sql: 'os', text: true },
  osVersion: { sql: 'os_version', text: true },
  language: { sql: 'language', text: true },
  referer: { sql: 'referer', text: true },
  refererUrl: { sql: 'referer_url', text: true },
  source: { sql: 'source', text: true },
  channel: { sql: 'channel' },
  utm_source: { sql: 'utm_source', text: true },
  utm_medium: { sql: 'utm_medium', text: true },
  utm_campaign: { sql: 'utm_campaign', text: true },
  utm_term: { sql: 'utm_term', text: true },
  utm_content: { sql: 'utm_content', text: true },
  /** Of a click its own, so that what came of it can be joined to it. */
  clickId: { sql: "if(type = 'click', toString(event_id), click_id)" },
  customerId: { sql: 'customer_id' },
  eventName: { sql: 'event_name', text: true },
  /** Cents of USD. */
  saleAmount: { sql: 'sale_amount', number: true },
  invoiceId: { sql: 'invoice_id', text: true },
  paymentProcessor: { sql: 'payment_processor' },
  metadata: { sql: 'metadata', text: true },
  /** When the ledger counted it, and in which batch it was stored: where the event stands in the proof. */
  countedAt: { sql: "replaceOne(concat(toString(received_at), 'Z'), ' ', 'T')" },
  batch: { sql: 'batch' },
} as const satisfies Record<string, { sql: string; text?: true; number?: true }>;

export type EventColumn = keyof typeof COLUMNS;
export const EVENT_COLUMN_NAMES = Object.keys(COLUMNS) as EventColumn[];

/** @param disarmed for spreadsheets: an apostrophe before what they would run as a formula. */
export function selectColumns(names: readonly EventColumn[], disarmed: boolean): string {
  return names
    .map((name) => {
      const column: { sql: string; text?: true; number?: true } = COLUMNS[name];
      const value = column.number ? column.sql : `toString(${column.sql})`;
      const shown = disarmed && column.text ? `replaceRegexpOne(${value}, '^[=+\\\\-@\\t\\r]', '\\'\\\\0')` : value;
      return `${shown} AS \`${name}\``;
    })
    .join(',\n  ');
}
