/** The routes of short domains. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  createDomainSchema,
  domainDnsSchema,
  domainSchema,
  domainStatusQuerySchema,
  domainStatusSchema,
  listDomainsSchema,
  registerDomainSchema,
  registrationSchema,
  transferDomainSchema,
  updateDomainSchema,
} from '#core/domain/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { needs, signedIn } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Domains'];
const params = z.object({
  slug: z
    .string()
    .min(1)
    .max(253)
    .meta({ description: 'Host name.', examples: ['go.acme.com'] }),
});

export const listDomainsRoute = createRoute({
  method: 'get',
  path: '/domains',
  operationId: 'listDomains',
  tags,
  ...needs('domains.read'),
  summary: 'List domains',
  description: 'Scope: `domains.read`. The primary domain first.',
  request: { query: listDomainsSchema },
  responses: answers(200, 'A page of domains.', z.array(domainSchema)),
});

export const sharedDomainsRoute = createRoute({
  method: 'get',
  path: '/domains/default',
  operationId: 'listDefaultDomains',
  tags,
  ...needs('domains.read'),
  summary: 'Domains that every workspace may use',
  description:
    'Scope: `domains.read`. Links can be made on them without owning them; their keys are shared by all workspaces.',
  responses: answers(200, 'Host names.', z.array(z.string().meta({ examples: ['hopline.link'] }))),
});

export const createDomainRoute = createRoute({
  method: 'post',
  path: '/domains',
  operationId: 'createDomain',
  tags,
  ...needs('domains.write'),
  summary: 'Add a domain',
  description:
    'Scope: `domains.write`. The domain serves links once it is verified: add the records that `GET /domains/{slug}/dns` names, then `POST /domains/{slug}/verify`. Several workspaces may add a name; the one that proves it gets it.',
  request: jsonBody(createDomainSchema),
  responses: answers(201, 'The domain.', domainSchema),
});

export const updateDomainRoute = createRoute({
  method: 'patch',
  path: '/domains/{slug}',
  operationId: 'updateDomain',
  tags,
  ...needs('domains.write'),
  summary: 'Update a domain',
  description:
    'Scope: `domains.write`. Fields left out stay; null clears. Takes `If-Match`. The bare domain itself is answered by the link with the key `_root`.',
  request: { params, ...jsonBody(updateDomainSchema) },
  responses: answers(200, 'The domain.', domainSchema),
});

export const deleteDomainRoute = createRoute({
  method: 'delete',
  path: '/domains/{slug}',
  operationId: 'deleteDomain',
  tags,
  ...needs('domains.write'),
  summary: 'Delete a domain and all its links',
  description:
    'Scope: `domains.write`. The domain stops at once; its links are removed in the background, and their clicks stay in the reports.',
  request: { params },
  responses: answers(200, 'The name that is gone.', z.object({ slug: z.string() })),
});

export const domainDnsRoute = createRoute({
  method: 'get',
  path: '/domains/{slug}/dns',
  operationId: 'getDomainDns',
  tags,
  ...needs('domains.read'),
  summary: 'DNS records a domain needs',
  description: 'Scope: `domains.read`. What has to be there and what is there now. Changes nothing.',
  request: { params },
  responses: answers(200, 'The records.', domainDnsSchema),
});

export const verifyDomainRoute = createRoute({
  method: 'post',
  path: '/domains/{slug}/verify',
  operationId: 'verifyDomain',
  tags,
  ...needs('domains.write'),
  // Asking again and again changes nothing; when a domain is proven, the verb says so.
  [READS_FIELD]: true,
  summary: 'Verify a domain',
  description:
    'Scope: `domains.write`. Asks the DNS; the TXT record proves that the name is yours. New domains are also asked about by themselves for two weeks.',
  request: { params },
  responses: answers(200, 'What was found.', domainDnsSchema),
});

export const primaryDomainRoute = createRoute({
  method: 'post',
  path: '/domains/{slug}/primary',
  operationId: 'setPrimaryDomain',
  tags,
  ...needs('domains.write'),
  summary: 'Make a domain the primary one',
  description: 'Scope: `domains.write`. Links that name no domain get the primary one.',
  request: { params },
  responses: answers(200, 'The domain.', domainSchema),
});

export const transferDomainRoute = createRoute({
  method: 'post',
  path: '/domains/{slug}/transfer',
  operationId: 'transferDomain',
  tags,
  ...signedIn('domains.write'),
  summary: 'Give a domain to another workspace',
  description:
    'You need the same in the other workspace. The domain must have no links: they belong to this workspace with their clicks.',
  request: { params, ...jsonBody(transferDomainSchema) },
  responses: answers(200, 'The domain, which is no longer of this workspace.', domainSchema),
});

export const domainStatusRoute = createRoute({
  method: 'get',
  path: '/domains/status',
  operationId: 'checkDomainStatus',
  tags,
  ...needs('domains.read'),
  summary: 'Can names be registered here?',
  description: 'Scope: `domains.read`. This instance has no registrar: no name is available through it.',
  request: { query: domainStatusQuerySchema },
  responses: answers(200, 'One entry per name.', z.array(domainStatusSchema)),
});

export const registerDomainRoute = createRoute({
  method: 'post',
  path: '/domains/register',
  operationId: 'registerDomain',
  tags,
  ...needs('domains.write'),
  [READS_FIELD]: true,
  summary: 'Register a name',
  description:
    'Scope: `domains.write`. Answers 403: this instance has no registrar. Register the name anywhere and add it.',
  request: jsonBody(registerDomainSchema),
  responses: answers(201, 'The registration.', registrationSchema),
});
