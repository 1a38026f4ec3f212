/** Shows one event on the wire: nested objects, and the flat fields that older clients still require. */
import { readMetadata } from '../conversion/sanitise.ts';
import { PAYMENT_PROCESSORS } from '../conversion/wire.ts';
import type { Customer } from '../customer/customer.ts';
import { toWireCustomer } from '../customer/present.ts';
import type { WireCustomer } from '../customer/wire.ts';
import { idTime } from '../id/uuidv7.ts';
import type { WireLink } from '../link/wire.ts';
import { USD } from '../money/convert.ts';
import type { EventRecord } from './event-row.ts';
import type { ClickEvent, LeadEvent, SaleEvent, WireClick, WireEvent } from './event-wire.ts';

/** @param customer of a lead or a sale; undefined when it was deleted. */
export function shapeEvent(event: EventRecord, link: WireLink, customer: Customer | undefined): WireEvent {
  if (event.type === 'lead') return shapeLead(event, link, customer);
  return event.type === 'sale' ? shapeSale(event, link, customer) : shapeClick(event, link);
}

function shapeClick(event: EventRecord, link: WireLink): ClickEvent {
  const click = clickOf(event, event.id, event.ts);
  return { event: 'click', timestamp: click.timestamp, click, link, ...flat(event, event.id) };
}

function shapeLead(event: EventRecord, link: WireLink, customer: Customer | undefined): LeadEvent {
  return { event: 'lead', ...conversion(event, link, customer) };
}

function shapeSale(event: EventRecord, link: WireLink, customer: Customer | undefined): SaleEvent {
  const processor = PAYMENT_PROCESSORS.find((each) => each === event.processor) ?? 'custom';
  return {
    event: 'sale',
    ...conversion(event, link, customer),
    sale: {
      amount: event.saleAmount,
      invoiceId: event.invoiceId || null,
      paymentProcessor: processor,
      currency: USD,
    },
    saleAmount: event.saleAmount,
    invoice_id: event.invoiceId,
    payment_processor: processor,
  };
}

function conversion(event: EventRecord, link: WireLink, customer: Customer | undefined): Omit<LeadEvent, 'event'> {
  return {
    timestamp: new Date(event.ts).toISOString(),
    eventId: event.id,
    eventName: event.name,
    metadata: readMetadata(event.metadata),
    click: clickOf(event, event.clickId, idTime(event.clickId)),
    link,
    customer: customer ? toWireCustomer(customer) : forgotten(event),
    ...flat(event, event.clickId),
  };
}

/** What is left of a customer who was deleted. */
function forgotten(event: EventRecord): WireCustomer {
  return {
    id: event.customerId,
    externalId: '',
    name: null,
    email: null,
    avatar: null,
    stripeCustomerId: null,
    country: event.country || null,
    sales: 0,
    saleAmount: 0,
    createdAt: new Date(event.ts).toISOString(),
    firstSaleAt: null,
    subscriptionCanceledAt: null,
  };
}

/** A lead or a sale has its click's facts, and the click's id tells when it was. */
function clickOf(event: EventRecord, id: string, ts: number): WireClick {
  return {
    id,
    timestamp: new Date(ts).toISOString(),
    url: event.url,
    continent: event.continent,
    country: event.country,
    city: event.city,
    region: event.region,
    device: event.device,
    browser: event.browser,
    os: event.os,
    ua: null,
    trigger: event.trigger || null,
    referer: event.referer,
    refererUrl: event.refererUrl,
    qr: event.trigger === 'qr',
    ip: '',
    class: event.class,
    reason: event.reason,
    rule: event.rule,
    variant: event.variant,
  };
}

function flat(event: EventRecord, clickId: string) {
  return {
    click_id: clickId,
    link_id: event.linkId,
    domain: event.domain,
    key: event.key,
    url: event.url,
    continent: event.continent,
    country: event.country,
    city: event.city,
    device: event.device,
    browser: event.browser,
    os: event.os,
    qr: event.trigger === 'qr' ? 1 : 0,
    ip: '',
  };
}
