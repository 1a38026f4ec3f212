/** A sale and a customer for tests; any part can be chosen. */
import type { Customer } from '../../customer/customer.ts';
import { newEntityId } from '../../id/entity-id.ts';
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

let made = 0;

/** Somebody new, with an external id that no other one has. */
export function newCustomer(workspaceId: string, chosen: Partial<Customer> = {}): Customer {
  const now = Date.now();
  return {
    id: newEntityId('customer', now),
    workspaceId,
    externalId: `external-${++made}`,
    name: 'Ada',
    email: null,
    avatar: null,
    country: null,
    stripeCustomerId: null,
    linkId: 'link_test',
    clickId: uuidv7(now),
    click: CLICK,
    leads: 0,
    sales: 0,
    saleAmount: 0,
    firstSaleAt: null,
    createdAt: now,
    updatedAt: now,
    ...chosen,
  };
}
