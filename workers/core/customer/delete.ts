/** Deletes a customer: the person is forgotten, the counts stay. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { loadCustomer } from './get.ts';
import type { CustomerContext } from './ports.ts';

/** Returns the id that is gone. Throws `not_found`. */
export async function deleteCustomer(context: CustomerContext, idOrExternal: string): Promise<string> {
  requireScope(context.actor, 'customers.write');
  const { id } = await loadCustomer(context, idOrExternal);
  await context.customers.remove(id, auditEntry(context.actor, 'customer.delete', id, {}, context.now()));
  return id;
}
