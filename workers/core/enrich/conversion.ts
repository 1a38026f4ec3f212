/** A lead or a sale as a row: what its click was, and what the tenant has said. Nothing to be found out about it. */
import type { CapturedConversion } from '../event/conversion.ts';
import { clickFacts } from '../event/conversion.ts';
import { clickHouseTime, type EventRow } from '../event/row.ts';

/** Whoever signs up or pays is a person, whatever the click looked like. */
export function conversionRow(event: CapturedConversion, now: number): EventRow {
  return {
    workspace_id: event.workspaceId,
    type: event.type,
    link_id: event.linkId,
    ts: clickHouseTime(event.ts),
    event_id: event.id,
    received_at: clickHouseTime(now),
    class: 'human',
    reason: '',
    ...clickFacts(event.click),
    click_id: event.clickId,
    customer_id: event.customerId,
    event_name: event.name,
    sale_amount: event.amount,
    sale_type: event.saleType,
    sale_currency: event.currency,
    sale_original: event.originalAmount,
    invoice_id: event.invoiceId,
    payment_processor: event.processor,
    metadata: event.metadata,
  };
}
