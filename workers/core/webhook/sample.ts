/** Examples of what webhooks hear, for tests by the receiver's developer. Ids in them exist nowhere. */
import { NO_TOTALS } from '../ledger/contract.ts';
import type { Link } from '../link/link.ts';
import { toWireLink } from '../link/present.ts';
import { type EventRecord, readEvent } from '../stats/event-row.ts';
import { shapeEvent } from '../stats/shape-event.ts';
import type { WebhookEventName } from './webhook.ts';

const ADDRESSES = { apiUrl: 'https://api.example.com', shortOrigins: {} };

function sampleLink(workspaceId: string, now: number): Link {
  return {
    id: 'link_00000000000000000000000000',
    workspaceId,
    domain: 'go.example.com',
    key: 'example',
    url: 'https://example.com/landing',
    externalId: null,
    tenantId: null,
    folderId: null,
    userId: null,
    title: 'An example',
    comments: null,
    archived: false,
    tagIds: [],
    settings: {},
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** The `data` of an example event, in the shape of a real one. */
export function sampleData(event: WebhookEventName, workspaceId: string, now: number): unknown {
  const link = toWireLink(sampleLink(workspaceId, now), NO_TOTALS, ADDRESSES, new Map());
  if (event.startsWith('link.') && event !== 'link.clicked') return link;
  const { click } = shapeEvent(sampleClick(link.id, now), link, undefined);
  if (event === 'link.clicked') return { click, link };
  const createdAt = new Date(now).toISOString();
  const customer = {
    id: 'cus_00000000000000000000000000',
    externalId: 'user-1',
    name: 'Ada',
    email: 'ada@example.com',
    avatar: null,
    createdAt,
  };
  const lead = { eventName: 'Sign up', customer, click, link, metadata: null };
  if (event === 'lead.created') return lead;
  const sale = { amount: 4900, currency: 'usd', paymentProcessor: 'stripe', invoiceId: 'in_example' };
  return { ...lead, eventName: 'Purchase', sale };
}

function sampleClick(linkId: string, ts: number): EventRecord {
  return readEvent({
    type: 'click',
    id: '00000000-0000-7000-8000-000000000000',
    ts_ms: ts,
    link_id: linkId,
    domain: 'go.example.com',
    key: 'example',
    url: 'https://example.com/landing',
    continent: 'EU',
    country: 'DE',
    region: 'BE',
    city: 'Berlin',
    device: 'Desktop',
    browser: 'Firefox',
    os: 'Linux',
    trigger: 'link',
    referer: '(direct)',
    referer_url: '(direct)',
    class: 'human',
    sale_amount: 0,
  });
}
