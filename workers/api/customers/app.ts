/** The customer routes, each translating one request into one verb. */
import type { Context } from 'hono';
import type { Customer } from '#core/customer/customer.ts';
import { deleteCustomer } from '#core/customer/delete.ts';
import { getCustomer } from '#core/customer/get.ts';
import { listCustomers } from '#core/customer/list.ts';
import type { CustomerContext } from '#core/customer/ports.ts';
import { presentCustomers, toWireCustomer } from '#core/customer/present.ts';
import { updateCustomer } from '#core/customer/update.ts';
import type { ExpandedCustomer } from '#core/customer/wire.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { customersOf } from './context.ts';
import * as routes from './routes.ts';

export const customerApp = createRouter()
  .openapi(routes.listCustomersRoute, async (c) => {
    const query = c.req.valid('query');
    const customers = await listCustomers(contextOf(c), query);
    return c.json(await presentCustomers(contextOf(c), customers, query.includeExpandedFields), 200);
  })
  .openapi(routes.getCustomerRoute, async (c) => {
    const customer = await getCustomer(contextOf(c), c.req.valid('param').id);
    return c.json(await show(c, customer, c.req.valid('query').includeExpandedFields), 200);
  })
  .openapi(routes.updateCustomerRoute, async (c) => {
    const customer = await updateCustomer(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
    return c.json(await show(c, customer, c.req.valid('query').includeExpandedFields), 200);
  })
  .openapi(routes.deleteCustomerRoute, async (c) =>
    c.json({ id: await deleteCustomer(contextOf(c), c.req.valid('param').id) }, 200),
  );

function contextOf(c: Context<ApiContext>): CustomerContext {
  return customersOf(c.get('services'), actorOf(c));
}

async function show(c: Context<ApiContext>, customer: Customer, expanded?: boolean): Promise<ExpandedCustomer> {
  const [shown] = await presentCustomers(contextOf(c), [customer], expanded);
  return shown ?? toWireCustomer(customer);
}
