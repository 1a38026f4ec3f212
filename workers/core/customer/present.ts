/** Shows a customer on the wire. */
import type { Link } from '../link/link.ts';
import type { Addresses } from '../link/present.ts';
import { shortLinkOf } from '../link/present.ts';
import { isoDate } from '../schema/date.ts';
import type { Customer } from './customer.ts';
import type { CustomerContext } from './ports.ts';
import type { ExpandedCustomer, WireCustomer, WireShortLink } from './wire.ts';

export function toWireCustomer(customer: Customer): WireCustomer {
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    avatar: customer.avatar,
    externalId: customer.externalId,
    stripeCustomerId: customer.stripeCustomerId,
    country: customer.country,
    sales: customer.sales,
    saleAmount: customer.saleAmount,
    createdAt: new Date(customer.createdAt).toISOString(),
    firstSaleAt: isoDate(customer.firstSaleAt),
    subscriptionCanceledAt: null,
  };
}

export function toShortLink(link: Link, addresses: Addresses): WireShortLink {
  return {
    id: link.id,
    domain: link.domain,
    key: link.key,
    shortLink: shortLinkOf(addresses, link.domain, link.key),
    url: link.url,
    partnerId: link.settings.partnerId ?? null,
    programId: link.settings.programId ?? null,
    tenantId: link.tenantId,
    externalId: link.externalId,
  };
}

/** Customers in the order given, with their links when asked; a deleted link is null. */
export async function presentCustomers(
  { links, addresses }: Pick<CustomerContext, 'links' | 'addresses'>,
  customers: Customer[],
  expanded: boolean | undefined,
): Promise<ExpandedCustomer[]> {
  if (!expanded) return customers.map(toWireCustomer);
  const found = await links.byIds([...new Set(customers.map((customer) => customer.linkId))]);
  const byId = new Map(found.map((link) => [link.id, toShortLink(link, addresses)]));
  return customers.map((customer) => {
    const link = byId.get(customer.linkId) ?? null;
    return { ...toWireCustomer(customer), link, programId: null, partner: null, discount: null };
  });
}
