/** What the enrichment steps work on: the captured event, and the row that grows out of it. */
import type { CapturedClick } from '../event/captured.ts';
import { clickHouseTime, type EventRow } from '../event/row.ts';

/** Why an event is not counted. Closed: each reason is a counter, and the event itself is kept with the dead letters. */
export const DROP_REASONS = ['too_old', 'in_future'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What an installation decides about its events. */
export interface EnrichPolicy {
  /** What curl, load generators and HTTP libraries are: `bot` as for any public product, `human` where people try things out. */
  httpTools: 'bot' | 'human';
}

export const DEFAULT_POLICY: EnrichPolicy = { httpTools: 'bot' };

export interface Draft {
  readonly event: CapturedClick;
  /** Unix milliseconds of this run. */
  readonly now: number;
  readonly policy: EnrichPolicy;
  readonly row: EventRow;
}

/** Fills its part of the row, or names the reason why the event must not be counted. Pure but for the draft it is given. */
export type Step = (draft: Draft) => DropReason | undefined;

/** A row that holds what needs no thought. Every column exists from the start, in one order: rows stay fast and alike. */
export function draftOf(event: CapturedClick, now: number, policy: EnrichPolicy): Draft {
  const row: EventRow = {
    workspace_id: event.workspaceId,
    type: event.type,
    link_id: event.linkId,
    ts: clickHouseTime(event.ts),
    event_id: event.id,
    received_at: clickHouseTime(now),
    class: 'human',
    reason: '',
    domain: event.domain,
    key: event.key,
    url: event.url,
    visitor_id: '0',
    trigger: event.trigger,
    continent: '',
    country: '',
    region: '',
    city: '',
    asn: event.geo.asn,
    device: '',
    browser: '',
    browser_version: '',
    os: '',
    os_version: '',
    language: '',
    referer: '',
    referer_url: '',
    source: '',
    channel: '',
    utm_source: '',
    utm_medium: '',
    utm_campaign: '',
    utm_term: '',
    utm_content: '',
    rule: event.rule,
    variant: event.variant,
    click_id: '',
    customer_id: '',
    event_name: '',
    sale_amount: 0,
    sale_type: '',
    sale_currency: '',
    sale_original: 0,
    invoice_id: '',
    payment_processor: '',
    metadata: '',
  };
  return { event, now, policy, row };
}
