/** The routes around links: availability, duplicates, order, the deleted, history, transfer. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  deletedLinkSchema,
  deletedQuerySchema,
  duplicatesSchema,
  freeKeySchema,
  historyEntrySchema,
  historyQuerySchema,
  keyAvailabilitySchema,
  keyExistsSchema,
  orderSchema,
  randomKeySchema,
  transferSchema,
} from '#core/link/more-wire.ts';
import { linkSchema } from '#core/link/wire.ts';
import { needs, signedIn } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';
import { linkIdParams } from './routes.ts';

const tags = ['Links'];

export const keyExistsRoute = createRoute({
  method: 'get',
  path: '/links/exists',
  operationId: 'checkKey',
  tags,
  ...needs('links.read'),
  summary: 'Is this key taken?',
  description: 'Scope: `links.read`. An answer of the moment: only creating a link takes a key.',
  request: { query: keyExistsSchema },
  responses: answers(200, 'Whether somebody has it.', keyAvailabilitySchema),
});

export const randomKeyRoute = createRoute({
  method: 'get',
  path: '/links/random',
  operationId: 'getRandomKey',
  tags,
  ...needs('links.read'),
  summary: 'Get a random free key',
  description: 'Scope: `links.read`. Keys have no vowels and no look-alikes, so that none of them is a word.',
  request: { query: randomKeySchema },
  responses: answers(200, 'A key that is free at this moment.', freeKeySchema),
});

export const duplicatesRoute = createRoute({
  method: 'get',
  path: '/links/duplicates',
  operationId: 'listDuplicateLinks',
  tags,
  ...needs('links.read'),
  summary: 'Find links that lead to the same place',
  description:
    'Scope: `links.read`. Newest first, at most 100. Campaign parameters, fragment, `www.`, scheme, the order of parameters and a last slash make no difference.',
  request: { query: duplicatesSchema },
  responses: answers(200, 'Links with the same destination.', z.array(linkSchema)),
});

export const orderLinksRoute = createRoute({
  method: 'put',
  path: '/links/order',
  operationId: 'orderLinks',
  tags,
  ...needs('links.write'),
  summary: 'Set the manual order',
  description:
    'Scope: `links.write`. These links come first in lists with `sortBy=manual`, in this order; all others follow, newest first.',
  request: jsonBody(orderSchema),
  responses: answers(200, 'The order as it is now.', orderSchema),
});

export const deletedLinksRoute = createRoute({
  method: 'get',
  path: '/links/deleted',
  operationId: 'listDeletedLinks',
  tags,
  ...needs('links.read'),
  summary: 'List deleted links',
  description: 'Scope: `links.read`. Those that can still be restored, the newest deletions first.',
  request: { query: deletedQuerySchema },
  responses: answers(200, 'A page of deleted links.', z.array(deletedLinkSchema)),
});

export const restoreLinkRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/restore',
  operationId: 'restoreLink',
  tags,
  ...needs('links.write'),
  summary: 'Restore a deleted link',
  description:
    'Scope: `links.write`. Within 30 days of its deletion, with its key, id and clicks. A link that is there is answered as it is.',
  request: { params: linkIdParams },
  responses: answers(200, 'The link.', linkSchema),
});

export const linkHistoryRoute = createRoute({
  method: 'get',
  path: '/links/{linkId}/history',
  operationId: 'getLinkHistory',
  tags,
  ...needs('links.read'),
  summary: 'List the changes of a link',
  description: 'Scope: `links.read`. Newest first, with the values before and after. Works for deleted links, too.',
  request: { params: linkIdParams, query: historyQuerySchema },
  responses: answers(200, 'A page of changes.', z.array(historyEntrySchema)),
});

export const undoChangeRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/history/{entryId}/undo',
  operationId: 'undoLinkChange',
  tags,
  ...needs('links.write'),
  summary: 'Undo one change of a link',
  description:
    'Scope: `links.write`. Gives the changed fields their earlier values; answers 409 when one of them has been changed since. Undoing twice does nothing the second time.',
  request: { params: linkIdParams.extend({ entryId: z.string().min(1).max(100) }) },
  responses: answers(200, 'The link.', linkSchema),
});

export const transferLinkRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/transfer',
  operationId: 'transferLink',
  tags,
  ...signedIn('links.write'),
  summary: 'Move a link to another workspace of yours',
  description:
    'You need the same in the other workspace. The link gets a new id and lives under a domain of the other workspace. Its clicks so far stay in the reports of this one; tags and folder stay behind.',
  request: { params: linkIdParams, ...jsonBody(transferSchema) },
  responses: answers(200, 'The link in the other workspace.', linkSchema),
});
