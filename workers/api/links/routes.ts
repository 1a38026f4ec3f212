/** The link routes: method, path, input and answer. Handlers are in app.ts, rules in core/link. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { bulkUpdateSchema, createLinkSchema, MAX_BULK_LINKS, updateLinkSchema } from '#core/link/input.ts';
import { countLinksSchema, linkInfoSchema, listLinksSchema } from '#core/link/query.ts';
import { linkSchema } from '#core/link/wire.ts';
import { listParam } from '#core/schema/params.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Links'];
export const linkIdParams = z.object({
  linkId: z.string().min(1).max(300).meta({ description: 'Id, or `ext_` and your own id.' }),
});

/** A bulk answer holds one entry per input: the link, or why not. */
export const linkErrorSchema = z
  .object({ link: z.unknown(), error: z.string(), code: z.string() })
  .meta({ id: 'LinkError', description: 'Why one link of a bulk request was refused.' });

const linkCountSchema = z.union([
  z.number().int(),
  z.array(
    z
      .object({ domain: z.string(), userId: z.string().nullable(), folderId: z.string().nullable(), tagId: z.string() })
      .partial()
      .extend({ _count: z.number().int() }),
  ),
]);

export const createLinkRoute = createRoute({
  method: 'post',
  path: '/links',
  operationId: 'createLink',
  tags,
  ...needs('links.write'),
  summary: 'Create a link',
  description: 'Scope: `links.write`.',
  request: jsonBody(createLinkSchema),
  responses: answers(200, 'The link.', linkSchema),
});

export const listLinksRoute = createRoute({
  method: 'get',
  path: '/links',
  operationId: 'listLinks',
  tags,
  ...needs('links.read'),
  summary: 'List links',
  description: 'Scope: `links.read`. Newest first; page by cursor (`startingAfter`) or by number (`page`).',
  request: { query: listLinksSchema },
  responses: answers(200, 'A page of links.', z.array(linkSchema)),
});

export const countLinksRoute = createRoute({
  method: 'get',
  path: '/links/count',
  operationId: 'countLinks',
  tags,
  ...needs('links.read'),
  summary: 'Count links',
  description: 'Scope: `links.read`. A number, or one entry per value when `groupBy` is given.',
  request: { query: countLinksSchema },
  responses: answers(200, 'How many.', linkCountSchema),
});

export const linkInfoRoute = createRoute({
  method: 'get',
  path: '/links/info',
  operationId: 'getLinkInfo',
  tags,
  ...needs('links.read'),
  summary: 'Get one link',
  description: 'Scope: `links.read`. By `linkId`, by `externalId`, or by `domain` and `key`.',
  request: { query: linkInfoSchema },
  responses: answers(200, 'The link.', linkSchema),
});

export const updateLinkRoute = createRoute({
  method: 'patch',
  path: '/links/{linkId}',
  operationId: 'updateLink',
  tags,
  ...needs('links.write'),
  summary: 'Update a link',
  description:
    'Scope: `links.write`. Fields left out stay; null clears. `If-Match` with the `ETag` of an earlier answer refuses to overwrite a newer change.',
  request: { params: linkIdParams, ...jsonBody(updateLinkSchema) },
  responses: answers(200, 'The link.', linkSchema),
});

export const upsertLinkRoute = createRoute({
  method: 'put',
  path: '/links/upsert',
  operationId: 'upsertLink',
  tags,
  ...needs('links.write'),
  summary: 'Create a link, or update the one with the same destination',
  description: 'Scope: `links.write`.',
  request: jsonBody(createLinkSchema),
  responses: answers(200, 'The link.', linkSchema),
});

export const deleteLinkRoute = createRoute({
  method: 'delete',
  path: '/links/{linkId}',
  operationId: 'deleteLink',
  tags,
  ...needs('links.write'),
  summary: 'Delete a link',
  description: 'Scope: `links.write`. Its clicks stay in the reports.',
  request: { params: linkIdParams },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});

export const bulkCreateRoute = createRoute({
  method: 'post',
  path: '/links/bulk',
  operationId: 'bulkCreateLinks',
  tags,
  ...needs('links.write'),
  summary: 'Create up to 100 links',
  description: 'Scope: `links.write`. Links come first in the answer, refusals after them.',
  request: jsonBody(z.array(createLinkSchema).min(1).max(MAX_BULK_LINKS)),
  responses: answers(200, 'Links, then refusals.', z.array(z.union([linkSchema, linkErrorSchema]))),
});

export const bulkUpdateRoute = createRoute({
  method: 'patch',
  path: '/links/bulk',
  operationId: 'bulkUpdateLinks',
  tags,
  ...needs('links.write'),
  summary: 'Update up to 100 links with the same values',
  description: 'Scope: `links.write`.',
  request: jsonBody(bulkUpdateSchema),
  responses: answers(200, 'Links, then refusals.', z.array(z.union([linkSchema, linkErrorSchema]))),
});

export const bulkDeleteRoute = createRoute({
  method: 'delete',
  path: '/links/bulk',
  operationId: 'bulkDeleteLinks',
  tags,
  ...needs('links.write'),
  summary: 'Delete up to 100 links',
  description: 'Scope: `links.write`. Unknown ids are passed over.',
  request: { query: z.object({ linkIds: listParam(MAX_BULK_LINKS, 'Ids of links.') }) },
  responses: answers(200, 'How many are gone.', z.object({ deletedCount: z.number().int() })),
});
