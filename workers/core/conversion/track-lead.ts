/** Records that somebody who clicked has become known: a sign-up, a trial, a request. */
import { requireScope } from '../access/actor.ts';
import type { Customer } from '../customer/customer.ts';
import { toShortLink } from '../customer/present.ts';
import { AppError } from '../error/app-error.ts';
import type { CapturedConversion } from '../event/conversion.ts';
import { uuidv7 } from '../id/uuidv7.ts';
import { LEAD_WINDOW_MS, leadClaim } from './claims.ts';
import { handOn } from './hand-on.ts';
import { firstClick, learnAbout, makeCustomer, requireClick, showCustomer } from './identify.ts';
import type { ConversionContext, FoundClick } from './ports.ts';
import { writeMetadata } from './sanitise.ts';
import type { TrackedLead, TrackLeadInput } from './wire.ts';

/**
 * A customer's lead of one name counts once in seven days; a repeat is answered like the first. Throws `not_found` for an
 * unknown click, `bad_request` when there is neither a click nor a known customer.
 */
export async function trackLead(context: ConversionContext, input: TrackLeadInput): Promise<TrackedLead> {
  requireScope(context.actor, 'events.write');
  const metadata = writeMetadata(input.metadata);
  const known = await context.customers.byExternalId(input.customerExternalId);
  const click = await clickOf(context, input, known);
  const customer = known ? await learnAbout(context, known, input) : await makeCustomer(context, input, click);
  if (input.mode !== 'deferred') await count(context, input, customer, click, metadata);
  const { id: _id, ...shown } = showCustomer(context, customer, input);
  // Whose click it was is not a page's business unless it has said so itself.
  if (context.fromPage && input.clickId.trim() === '') return { click: { id: '' }, link: null, customer: shown };
  const link = await context.links.byId(click.linkId);
  return { click: { id: click.id }, link: link ? toShortLink(link, context.addresses) : null, customer: shown };
}

async function clickOf(
  context: ConversionContext,
  { clickId, customerExternalId }: TrackLeadInput,
  known: Customer | undefined,
): Promise<FoundClick> {
  if (clickId.trim() !== '') return requireClick(context, clickId, known);
  if (known) return firstClick(known);
  throw new AppError(
    'bad_request',
    `clickId: is empty, and no customer "${customerExternalId}" is known whose click could be used.`,
  );
}

async function count(
  context: ConversionContext,
  { eventName, eventQuantity, mode }: TrackLeadInput,
  customer: Customer,
  click: FoundClick,
  metadata: string,
): Promise<void> {
  const ts = context.now();
  const event: CapturedConversion = {
    type: 'lead',
    id: uuidv7(ts),
    ts,
    workspaceId: context.actor.workspace.id,
    linkId: click.linkId,
    clickId: click.id,
    customerId: customer.id,
    name: eventName,
    saleType: '',
    amount: 0,
    currency: '',
    originalAmount: 0,
    invoiceId: '',
    processor: '',
    metadata,
    click: click.facts,
  };
  const claim = leadClaim(customer.id, eventName);
  const conversion = { claim, customerId: customer.id, event, quantity: eventQuantity ?? 1 };
  const kept = await context.conversions.accept(conversion, ts - LEAD_WINDOW_MS);
  await handOn(context, kept, mode === 'wait' ? 'counted' : 'durable');
}
