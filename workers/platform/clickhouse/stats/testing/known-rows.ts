/** A small known world of events. */
import { clickHouseTime, EVENT_CLASSES, type EventRow } from '#core/event/row.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';

export const NOW = Date.UTC(2026, 9, 27, 15, 20);
export const DAYS = 5;
export const LINKS = ['link_A', 'link_B', 'link_C'];
/** Events of a day from which on a link's day is closed by itself: the first link always has as many, the second on some days, the third never. */
export const LARGE = 92;
export const VALUES = {
  country: ['DE', 'US', ''],
  device: ['Desktop', 'Mobile'],
  browser: ['Chrome', 'Safari'],
  referer: ['(direct)', 'news.test'],
  utm_source: ['', 'x', 'y'],
  trigger: ['link', 'qr'],
};

const pick = <Value>(from: readonly Value[], seed: number): Value => from[seed % from.length] as Value;

/** Five days of events until NOW: every combination appears. */
export function knownRows(workspace: string, other: string): Partial<EventRow>[] {
  const rows: Partial<EventRow>[] = [];
  for (let n = 0; n < 1_200; n++) {
    const ts = NOW - ((n * 7_919_000) % (DAYS * 86_400_000));
    rows.push({
      workspace_id: n % 17 === 0 ? other : workspace,
      type: n % 23 === 0 ? 'lead' : n % 29 === 0 ? 'sale' : 'click',
      sale_amount: n % 29 === 0 && n % 23 !== 0 ? n : 0,
      link_id: pick([...LINKS.slice(0, 2), ...LINKS, 'link_A', 'link_B'], n % 41),
      ts: clickHouseTime(ts),
      event_id: uuidv7(ts),
      received_at: clickHouseTime(ts),
      class: pick(EVENT_CLASSES, n % 5 === 0 ? n : 0),
      domain: pick(['a.test', 'b.test'], n),
      key: n % 11 === 0 ? '_root' : `k${n % 3}`,
      url: `https://acme.test/${n % 4}?q=${n % 2}`,
      visitor_id: String(n % 9 === 0 ? 0 : 1 + (n % 137)),
      trigger: pick(VALUES.trigger, n >> 2),
      continent: pick(['EU', 'NA', ''], n),
      country: pick(VALUES.country, n),
      region: pick(['BE', 'CA', ''], n),
      city: pick(['Bern', 'Los-Angeles', ''], n),
      device: pick(VALUES.device, n >> 1),
      browser: pick(VALUES.browser, n >> 3),
      os: pick(['iOS', 'Windows'], n >> 1),
      language: pick(['de', ''], n),
      referer: pick(VALUES.referer, n >> 2),
      referer_url: n % 2 ? '' : 'https://news.test/1',
      source: pick(['Direct', 'Google'], n >> 1),
      os_version: pick(['', '17', '11'], n),
      browser_version: pick(['', '130'], n >> 1),
      rule: pick(['', 'geo'], n >> 1),
      variant: pick(['', 'a', 'b'], n >> 2),
      reason: n % 7 === 0 ? 'repeat' : '',
      channel: pick(['Direct', 'Referral'], n),
      utm_source: pick(VALUES.utm_source, n),
    });
  }
  return rows;
}
