/** Finds the customer that a stats query names by the tenant's own id. */
import { EXTERNAL_PREFIX } from '../customer/customer.ts';
import type { StatsContext } from './context.ts';
import type { StatsFilters } from './query.ts';

/** No event has this: somebody who is unknown has done nothing. */
const NOBODY = 'cus_unknown';

/** The filter by our own id; empty when the query names no customer. An id of ours is not looked up: it may be of one who was deleted. */
export async function resolveCustomer(
  { customers }: Pick<StatsContext, 'customers'>,
  { customerId }: StatsFilters,
): Promise<{ customerId?: string }> {
  if (!customerId?.startsWith(EXTERNAL_PREFIX)) return {};
  return { customerId: (await customers.byExternalId(customerId.slice(EXTERNAL_PREFIX.length)))?.id ?? NOBODY };
}
