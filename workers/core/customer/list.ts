/** Lists customers of the workspace, a page at a time, newest first unless asked otherwise. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { Customer } from './customer.ts';
import type { CustomerContext, CustomerFilter, CustomerPage } from './ports.ts';
import type { ListCustomersQuery } from './wire.ts';

export async function listCustomers(context: CustomerContext, query: ListCustomersQuery): Promise<Customer[]> {
  requireScope(context.actor, 'customers.read');
  // Nobody has these: a filter on them matches nothing, never everything.
  if (query.programId || query.partnerId) return [];
  return context.customers.list(filterOf(query), await pageOf(context, query));
}

function filterOf({ email, externalId, search, country, linkId }: ListCustomersQuery): CustomerFilter {
  return {
    ...(email && { email }),
    ...(externalId && { externalId }),
    ...(search && !email && !externalId && { search }),
    ...(country && { country: country.toUpperCase() }),
    ...(linkId && { linkId }),
  };
}

async function pageOf(context: CustomerContext, query: ListCustomersQuery): Promise<CustomerPage> {
  const { startingAfter, endingBefore, sortBy } = query;
  if (startingAfter && endingBefore) throw new AppError('bad_request', 'Give startingAfter or endingBefore, not both.');
  // Nobody's subscription is known to have ended: all are equal, so the age decides.
  const sort = sortBy === 'subscriptionCanceledAt' ? 'createdAt' : sortBy;
  const page: CustomerPage = { limit: query.pageSize, offset: 0, sort, order: query.sortOrder };
  if (startingAfter) return { ...page, after: await cursor(context, 'startingAfter', startingAfter) };
  if (endingBefore) return { ...page, before: await cursor(context, 'endingBefore', endingBefore) };
  return { ...page, offset: ((query.page ?? 1) - 1) * query.pageSize };
}

async function cursor({ customers }: CustomerContext, field: string, id: string): Promise<Customer> {
  const customer = await customers.byId(id);
  if (!customer) throw refusal(field, 'is not a customer of this workspace', id);
  return customer;
}
