/** The routes of short domains. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { domainSchema, listDomainsSchema } from '#core/domain/wire.ts';
import { answers, WORKSPACE_SECURITY } from '../openapi/responses.ts';

export const listDomainsRoute = createRoute({
  method: 'get',
  path: '/domains',
  operationId: 'listDomains',
  tags: ['Domains'],
  security: WORKSPACE_SECURITY,
  summary: 'List domains',
  description: 'Scope: `domains.read`. The primary domain first.',
  request: { query: listDomainsSchema },
  responses: answers(200, 'A page of domains.', z.array(domainSchema)),
});
