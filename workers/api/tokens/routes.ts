/** The routes of API tokens. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  createdTokenSchema,
  createTokenSchema,
  rotateTokenSchema,
  tokenSchema,
  updateTokenSchema,
} from '#core/token/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Tokens'];
const id = z.object({ id: z.string().max(100) });

export const createTokenRoute = createRoute({
  method: 'post',
  path: '/tokens',
  operationId: 'createToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Create a token',
  description:
    'Scope: `tokens.write`. A token cannot give away more than its creator may do. `machine` ties it to no person; `kind: publishable` makes a key for pages, which only the browser’s own routes take.',
  request: jsonBody(createTokenSchema),
  responses: answers(201, 'The token, shown this once.', createdTokenSchema),
});

export const listTokensRoute = createRoute({
  method: 'get',
  path: '/tokens',
  operationId: 'listTokens',
  tags,
  ...needs('tokens.read'),
  summary: 'List tokens',
  description: 'Scope: `tokens.read`. Newest first, without the secrets.',
  responses: answers(200, 'All tokens of the workspace that are not revoked.', z.array(tokenSchema)),
});

export const getTokenRoute = createRoute({
  method: 'get',
  path: '/tokens/{id}',
  operationId: 'getToken',
  tags,
  ...needs('tokens.read'),
  summary: 'Get one token',
  description: 'Scope: `tokens.read`. Without the secret. The `ETag` is for `If-Match` of a change.',
  request: { params: id },
  responses: answers(200, 'The token.', tokenSchema),
});

export const updateTokenRoute = createRoute({
  method: 'patch',
  path: '/tokens/{id}',
  operationId: 'updateToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Update a token',
  description:
    'Scope: `tokens.write`. Name, scopes, expiry and where it works from; effective with the next request. Takes `If-Match`.',
  request: { params: id, ...jsonBody(updateTokenSchema) },
  responses: answers(200, 'The token.', tokenSchema),
});

export const rotateTokenRoute = createRoute({
  method: 'post',
  path: '/tokens/{id}/rotate',
  operationId: 'rotateToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Rotate a token',
  description:
    'Scope: `tokens.write`. A new secret under the same id. The old one ends at once, or after `graceSeconds`. A person’s token can be rotated by that person only.',
  request: { params: id, ...jsonBody(rotateTokenSchema) },
  responses: answers(200, 'The token with its new secret, shown this once.', createdTokenSchema),
});

export const deleteTokenRoute = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  operationId: 'deleteToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Revoke a token',
  description: 'Scope: `tokens.write`. Its next request is refused, and its live sockets close.',
  request: { params: id },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
