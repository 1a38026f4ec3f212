/** Records that a customer has paid. */
import { requireScope } from '../access/actor.ts';
import type { Customer } from '../customer/customer.ts';
import { AppError } from '../error/app-error.ts';
import type { CapturedConversion } from '../event/conversion.ts';
import { uuidv7 } from '../id/uuidv7.ts';
import { toUsdCents, USD } from '../money/convert.ts';
import { leadClaim, saleClaim } from './claims.ts';
import { handOn } from './hand-on.ts';
import { firstClick, learnAbout, makeCustomer, requireClick, showCustomer } from './identify.ts';
import type { Conversion, ConversionContext, FoundClick } from './ports.ts';
import { readMetadata, writeMetadata } from './sanitise.ts';
import type { TrackedSale, TrackSaleInput } from './wire.ts';

/** An invoice is one sale for good: whoever has its claim, keeps it. */
const FOR_EVER = 0;

interface Buyer {
  customer: Customer;
  /** The click that the sale goes back to. */
  click: FoundClick;
}

/**
 * The sale of an unknown customer without a click is answered with nulls, and nothing is counted. Throws `not_found` for an
 * unknown click, and when a known customer has no lead to bind the sale to.
 */
export async function trackSale(context: ConversionContext, input: TrackSaleInput): Promise<TrackedSale> {
  requireScope(context.actor, 'events.write');
  const metadata = writeMetadata(input.metadata);
  const repeated = input.invoiceId ? await context.conversions.find(saleClaim(input.invoiceId, '')) : undefined;
  if (repeated) {
    await handOn(context, repeated, 'durable');
    return answer(context, repeated, await context.customers.byId(repeated.customerId), input);
  }
  const amount = await toUsdCents(context.rates, input.amount, input.currency);
  const buyer = await buyerOf(context, input);
  if (!buyer) return { eventName: input.eventName, customer: null, sale: null };
  const kept = await context.conversions.accept(saleOf(context, input, buyer, { amount, metadata }), FOR_EVER);
  await handOn(context, kept, 'durable');
  const isOurs = kept.customerId === buyer.customer.id;
  return answer(context, kept, isOurs ? buyer.customer : await context.customers.byId(kept.customerId), input);
}

async function buyerOf(context: ConversionContext, input: TrackSaleInput): Promise<Buyer | undefined> {
  const known = await context.customers.byExternalId(input.customerExternalId);
  if (!known) {
    if (!input.clickId?.trim()) return undefined;
    const click = await requireClick(context, input.clickId, undefined);
    return { customer: await makeCustomer(context, input, click), click };
  }
  const click = await boundClick(context, input, known);
  return { customer: await learnAbout(context, known, input), click };
}

/** The click of the named lead, else the first touch of a customer who has become one by a lead or a sale. */
async function boundClick(
  { conversions }: ConversionContext,
  { leadEventName, clickId }: TrackSaleInput,
  customer: Customer,
): Promise<FoundClick> {
  if (leadEventName) {
    const lead = await conversions.find(leadClaim(customer.id, leadEventName));
    if (!lead) throw noLead(`No lead "${leadEventName}" of customer "${customer.externalId}" is known.`);
    return { id: lead.event.clickId, linkId: lead.event.linkId, facts: lead.event.click };
  }
  if (customer.leads === 0 && customer.sales === 0 && !clickId)
    throw noLead(`No lead of customer "${customer.externalId}" is known. Track one first.`);
  return firstClick(customer);
}

function noLead(message: string): AppError {
  return new AppError('not_found', `Lead event not found. ${message}`);
}

function saleOf(
  context: ConversionContext,
  input: TrackSaleInput,
  { customer, click }: Buyer,
  { amount, metadata }: { amount: number; metadata: string },
): Conversion {
  const ts = context.now();
  const id = uuidv7(ts);
  const event: CapturedConversion = {
    type: 'sale',
    id,
    ts,
    workspaceId: context.actor.workspace.id,
    linkId: click.linkId,
    clickId: click.id,
    customerId: customer.id,
    name: input.eventName,
    // Which of the two is known when it is accepted.
    saleType: 'recurring',
    amount,
    currency: input.currency,
    originalAmount: input.amount,
    invoiceId: input.invoiceId ?? '',
    processor: input.paymentProcessor,
    metadata,
    click: click.facts,
  };
  return { claim: saleClaim(input.invoiceId, id), customerId: customer.id, event, quantity: 1 };
}

/**
 * The same for the first report and for every repeat. A customer who was deleted meanwhile is not shown, and a page that
 * repeats an invoice of somebody else is told nothing: it may be guessing.
 */
function answer(
  context: ConversionContext,
  { event }: Conversion,
  customer: Customer | undefined,
  said: TrackSaleInput,
): TrackedSale {
  if (context.fromPage && customer?.externalId !== said.customerExternalId)
    return { eventName: said.eventName, customer: null, sale: null };
  return {
    eventName: event.name,
    customer: customer ? showCustomer(context, customer, said) : null,
    sale: {
      amount: event.amount,
      currency: USD,
      paymentProcessor: event.processor,
      invoiceId: event.invoiceId || null,
      metadata: readMetadata(context.fromPage ? writeMetadata(said.metadata) : event.metadata),
    },
  };
}
