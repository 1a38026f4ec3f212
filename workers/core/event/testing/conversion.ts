/** A sale for tests; any part can be chosen. */
import { uuidv7 } from '../../id/uuidv7.ts';
import type { CapturedConversion, ClickFacts } from '../conversion.ts';

const CLICK: ClickFacts = {
  domain: 'go.acme.test',
  key: 'launch',
  url: 'https://acme.test/launch',
  visitor_id: '18446744073709551615',
  trigger: 'link',
  continent: 'EU',
  country: 'DE',
  region: 'BY',
  city: 'Munich',
  asn: 3320,
  device: 'Mobile',
  browser: 'Safari',
  browser_version: '17',
  os: 'iOS',
  os_version: '17',
  language: 'de-DE',
  referer: '(direct)',
  referer_url: '',
  source: 'Direct',
  channel: 'Direct',
  utm_source: '',
  utm_medium: '',
  utm_campaign: '',
  utm_term: '',
  utm_content: '',
  rule: '',
  variant: '',
};

export function conversion(chosen: Partial<CapturedConversion> = {}): CapturedConversion {
  const ts = chosen.ts ?? Date.now();
  return {
    type: 'sale',
    id: uuidv7(ts),
    ts,
    workspaceId: 'ws_test',
    linkId: 'link_test',
    clickId: uuidv7(ts - 1_000),
    customerId: 'cus_test',
    name: 'Purchase',
    saleType: 'new',
    amount: 1_000,
    currency: 'usd',
    originalAmount: 1_000,
    invoiceId: '',
    processor: 'custom',
    metadata: '',
    click: CLICK,
    ...chosen,
  };
}
