/** One raw event as the stats queries read it. */

export interface EventRecord {
  id: string;
  type: string;
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
}

export const EVENT_COLUMNS = `toString(event_id) AS id, type, toUnixTimestamp64Milli(ts) AS ts_ms, link_id, domain, key, url,
  continent, country, region, city, device, browser, os, trigger, referer, referer_url, class, reason, rule, variant`;

export function readEvent(row: Record<string, unknown>): EventRecord {
  const text = (name: string) => readText(row[name]);
  return {
    id: text('id'),
    type: text('type'),
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
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
