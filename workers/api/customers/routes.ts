/** The customer routes: method, path, input and answer. Handlers are in app.ts, rules in core/customer. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  customerParamSchema,
  customerQuerySchema,
  expandedCustomerSchema,
  listCustomersSchema,
  updateCustomerSchema,
} from '#core/customer/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Customers'];

export const listCustomersRoute = createRoute({
  method: 'get',
  path: '/customers',
  operationId: 'listCustomers',
  tags,
  ...needs('customers.read'),
  summary: 'List customers',
  description:
    'Scope: `customers.read`. Newest first; page by cursor (`startingAfter`). Customers are made by `POST /track/lead` and `POST /track/sale`.',
  request: { query: listCustomersSchema },
  responses: answers(200, 'A page of customers.', z.array(expandedCustomerSchema)),
});

export const getCustomerRoute = createRoute({
  method: 'get',
  path: '/customers/{id}',
  operationId: 'getCustomer',
  tags,
  ...needs('customers.read'),
  summary: 'Get a customer',
  description: 'Scope: `customers.read`.',
  request: { params: customerParamSchema, query: customerQuerySchema },
  responses: answers(200, 'The customer.', expandedCustomerSchema),
});

export const updateCustomerRoute = createRoute({
  method: 'patch',
  path: '/customers/{id}',
  operationId: 'updateCustomer',
  tags,
  ...needs('customers.write'),
  summary: 'Update a customer',
  description: 'Scope: `customers.write`. Fields left out stay; null clears.',
  request: { params: customerParamSchema, query: customerQuerySchema, ...jsonBody(updateCustomerSchema) },
  responses: answers(200, 'The customer.', expandedCustomerSchema),
});

export const deleteCustomerRoute = createRoute({
  method: 'delete',
  path: '/customers/{id}',
  operationId: 'deleteCustomer',
  tags,
  ...needs('customers.write'),
  summary: 'Delete a customer',
  description:
    'Scope: `customers.write`. The person is forgotten; leads and sales stay in the reports, without a name.',
  request: { params: customerParamSchema },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
