/** The routes of short domains. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { domainSchema, listDomainsSchema } from '#core/domain/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const listDomainsRoute = createRoute({
  method: 'get',
  path: '/domains',
  operationId: 'listDomains',
  tags: ['Domains'],
  ...needs('domains.read'),
  summary: 'List domains',
  description: 'Scope: `domains.read`. The primary domain first.',
  request: { query: listDomainsSchema },
  responses: answers(200, 'A page of domains.', z.array(domainSchema)),
});
