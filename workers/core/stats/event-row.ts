/** One raw event as the stats queries read it. */
import { readCount } from './run.ts';

export interface EventRecord {
  /** `click`, `lead`, `sale` or `orphan`. */
  type: string;
  id: string;
  /** Unix milliseconds. */
  ts: number;
  linkId: string;
  domain: string;
  key: string;
  url: string;
  continent: string;
  country: string;
  region: string;
  city: string;
  device: string;
  browser: string;
  os: string;
  trigger: string;
  referer: string;
  refererUrl: string;
  class: string;
  reason: string;
  rule: string;
  variant: string;
  /** Of leads and sales; empty or 0 for clicks. */
  clickId: string;
  customerId: string;
  name: string;
  saleAmount: number;
  invoiceId: string;
  processor: string;
  /** JSON. */
  metadata: string;
}

export const EVENT_COLUMNS = `type, toString(event_id) AS id, toUnixTimestamp64Milli(ts) AS ts_ms, link_id, domain, key, url,
  continent, country, region, city, device, browser, os, trigger, referer, referer_url, class, reason, rule, variant,
  click_id, customer_id, event_name, sale_amount, invoice_id, payment_processor, metadata`;

export function readEvent(row: Record<string, unknown>): EventRecord {
  const text = (name: string) => readText(row[name]);
  return {
    type: text('type'),
    id: text('id'),
    ts: Number(row['ts_ms']),
    linkId: text('link_id'),
    domain: text('domain'),
    key: text('key'),
    url: text('url'),
    continent: text('continent'),
    country: text('country'),
    region: text('region'),
    city: text('city'),
    device: text('device'),
    browser: text('browser'),
    os: text('os'),
    trigger: text('trigger'),
    referer: text('referer'),
    refererUrl: text('referer_url'),
    class: text('class'),
    reason: text('reason'),
    rule: text('rule'),
    variant: text('variant'),
    clickId: text('click_id'),
    customerId: text('customer_id'),
    name: text('event_name'),
    saleAmount: readCount(row['sale_amount']),
    invoiceId: text('invoice_id'),
    processor: text('payment_processor'),
    metadata: text('metadata'),
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
