/** Who converted, and by which click: finds the customer, or makes one of a click. */
import type { Customer, CustomerChanges } from '../customer/customer.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { ConversionContext, FoundClick, TrackedCustomer } from './ports.ts';
import { randomName } from './random-name.ts';

/** What a report says about the person. */
export interface ReportedPerson {
  customerExternalId: string;
  customerName?: string | null | undefined;
  customerEmail?: string | null | undefined;
  customerAvatar?: string | null | undefined;
}

/** Throws `not_found` for an id that is no click of this workspace. A customer's own click needs no looking up. */
export async function requireClick(
  { findClick }: Pick<ConversionContext, 'findClick'>,
  clickId: string,
  known: Customer | undefined,
): Promise<FoundClick> {
  if (known && known.clickId === clickId) return firstClick(known);
  const click = await findClick(clickId);
  if (!click) throw new AppError('not_found', `clickId: Click event not found for "${clickId}" in this workspace.`);
  return click;
}

export function firstClick({ clickId, linkId, click }: Customer): FoundClick {
  return { id: clickId, linkId, facts: click };
}

/** Makes the customer of this click; when another request was faster, theirs is the one. */
export function makeCustomer(context: ConversionContext, person: ReportedPerson, click: FoundClick): Promise<Customer> {
  const now = context.now();
  const id = newEntityId('customer', now);
  return context.customers.insert({
    id,
    workspaceId: context.actor.workspace.id,
    externalId: person.customerExternalId,
    name: person.customerName || person.customerEmail || randomName(id),
    email: person.customerEmail ?? null,
    avatar: person.customerAvatar ?? null,
    country: click.facts.country || null,
    stripeCustomerId: null,
    linkId: click.linkId,
    clickId: click.id,
    click: click.facts,
    leads: 0,
    sales: 0,
    saleAmount: 0,
    firstSaleAt: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** Takes over what is new about a known customer. A page is not believed: anybody can read its key. */
export async function learnAbout(
  context: ConversionContext,
  customer: Customer,
  { customerName, customerEmail, customerAvatar }: ReportedPerson,
): Promise<Customer> {
  if (context.fromPage) return customer;
  const changes: CustomerChanges = {
    ...(customerName && customerName !== customer.name && { name: customerName }),
    ...(customerEmail && customerEmail !== customer.email && { email: customerEmail }),
    ...(customerAvatar && customerAvatar !== customer.avatar && { avatar: customerAvatar }),
  };
  if (Object.keys(changes).length === 0) return customer;
  await context.customers.learn(customer.id, changes, context.now());
  return { ...customer, ...changes };
}

/** What the answer says about the customer: a page is told what it has said itself, and nothing else. */
export function showCustomer(
  { fromPage }: Pick<ConversionContext, 'fromPage'>,
  { id, name, email, avatar, externalId }: Customer,
  said: ReportedPerson,
): TrackedCustomer {
  if (!fromPage) return { id, name, email, avatar, externalId };
  return {
    id,
    externalId,
    name: said.customerName ?? null,
    email: said.customerEmail ?? null,
    avatar: said.customerAvatar ?? null,
  };
}
