/** Changes what is known about a customer. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { Customer, CustomerChanges } from './customer.ts';
import { loadCustomer } from './get.ts';
import type { CustomerContext } from './ports.ts';
import type { UpdateCustomerInput } from './wire.ts';

/** Throws `not_found`, or `conflict` when another customer has the external id or the Stripe id. */
export async function updateCustomer(
  context: CustomerContext,
  idOrExternal: string,
  input: UpdateCustomerInput,
): Promise<Customer> {
  requireScope(context.actor, 'customers.write');
  const before = await loadCustomer(context, idOrExternal);
  const changes = changesOf(input);
  const fields = Object.keys(changes);
  if (fields.length === 0) return before;
  // The log says which fields, not what they hold: a deleted customer's name must not live on in it.
  const entry = auditEntry(context.actor, 'customer.update', before.id, { after: { fields } }, context.now());
  const after = await context.customers.update(before.id, changes, entry, context.now());
  if (!after) throw new AppError('not_found', `No customer "${idOrExternal}" in this workspace.`);
  if ('taken' in after)
    throw new AppError('conflict', `${after.taken}: another customer of this workspace has "${changes[after.taken]}".`);
  return after;
}

function changesOf({ country, ...input }: UpdateCustomerInput): CustomerChanges {
  const given = Object.entries({ ...input, country: country?.toUpperCase() });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as CustomerChanges;
}
