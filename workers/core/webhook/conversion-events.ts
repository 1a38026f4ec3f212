/** Leads and sales as webhooks hear of them: once each, however many events they count for and however often they are handed on. */
import type { Conversion } from '../conversion/ports.ts';
import type { CustomerStore } from '../customer/ports.ts';
import { conversionRow } from '../enrich/conversion.ts';
import type { LinkStore } from '../link/ports.ts';
import { readEvent } from '../stats/event-row.ts';
import type { LeadEvent, SaleEvent } from '../stats/event-wire.ts';
import { shapeEvent } from '../stats/shape-event.ts';
import { dispatchEvents } from './dispatch.ts';
import { presenter, type TellContext } from './link-events.ts';

export interface TellConversionContext extends TellContext {
  customers: Pick<CustomerStore, 'byId'>;
  links: Pick<LinkStore, 'byIds'>;
}

/** The conversion's id makes the event's. A conversion of a link that is gone is told to nobody: there is nothing to show. */
export async function tellConversion(context: TellConversionContext, { event }: Conversion): Promise<void> {
  const name = event.type === 'lead' ? 'lead.created' : 'sale.created';
  const webhooks = await context.webhooks.all();
  if (!webhooks.some(({ triggers, disabledAt }) => disabledAt === null && triggers.includes(name))) return;
  const [links, customer] = await Promise.all([
    context.links.byIds([event.linkId]),
    context.customers.byId(event.customerId),
  ]);
  const [link] = links;
  if (!link) return;
  const show = await presenter(context, links);
  const row = conversionRow(event, event.ts);
  const record = readEvent({ ...row, id: event.id, ts_ms: event.ts });
  const shaped = shapeEvent(record, show(link, 0), customer) as LeadEvent | SaleEvent;
  const { eventName, metadata, click, link: wire } = shaped;
  const data = { eventName, customer: shaped.customer, click, link: wire, metadata };
  await dispatchEvents({ ...context, webhooks: { all: () => Promise.resolve(webhooks) } }, [
    {
      id: `evt_${event.id}`,
      event: name,
      createdAt: event.ts,
      data: shaped.event === 'sale' ? { ...data, sale: shaped.sale } : data,
      linkId: link.id,
      folderId: link.folderId,
    },
  ]);
}
