/** The routes of API tokens. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createdTokenSchema, createTokenSchema, tokenSchema } from '#core/token/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Tokens'];

export const createTokenRoute = createRoute({
  method: 'post',
  path: '/tokens',
  operationId: 'createToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Create a token',
  description: 'Scope: `tokens.write`. A token cannot give away more than its creator may do.',
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
  description: 'Scope: `tokens.read`. Newest first, without the tokens themselves.',
  responses: answers(200, 'All tokens of the workspace that are not revoked.', z.array(tokenSchema)),
});

export const deleteTokenRoute = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  operationId: 'deleteToken',
  tags,
  ...needs('tokens.write'),
  summary: 'Revoke a token',
  description: 'Scope: `tokens.write`. Takes effect at once.',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
