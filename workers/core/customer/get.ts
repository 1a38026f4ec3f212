/** Finds one customer by id, or by `ext_` and the tenant's own id. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { type Customer, EXTERNAL_PREFIX } from './customer.ts';
import type { CustomerContext } from './ports.ts';

/** Throws `not_found` when the workspace has no such customer. */
export function getCustomer(context: CustomerContext, idOrExternal: string): Promise<Customer> {
  requireScope(context.actor, 'customers.read');
  return loadCustomer(context, idOrExternal);
}

/** For verbs that have checked their own scope. */
export async function loadCustomer(
  { customers }: Pick<CustomerContext, 'customers'>,
  idOrExternal: string,
): Promise<Customer> {
  const customer = idOrExternal.startsWith(EXTERNAL_PREFIX)
    ? await customers.byExternalId(idOrExternal.slice(EXTERNAL_PREFIX.length))
    : await customers.byId(idOrExternal);
  if (!customer) throw new AppError('not_found', `No customer "${idOrExternal}" in this workspace.`);
  return customer;
}
