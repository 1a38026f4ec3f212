/** The routes about the caller: who am I, and in which workspaces. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { meSchema, workspaceSchema } from '#core/workspace/wire.ts';
import { anyCaller } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const meRoute = createRoute({
  method: 'get',
  path: '/me',
  operationId: 'getMe',
  tags: ['Workspaces'],
  ...anyCaller(),
  summary: 'Who am I',
  description: 'Any valid credential. Says who acts, in which workspace, and what this credential may do.',
  responses: answers(200, 'The caller.', meSchema),
});

export const listWorkspacesRoute = createRoute({
  method: 'get',
  path: '/workspaces',
  operationId: 'listWorkspaces',
  tags: ['Workspaces'],
  ...anyCaller(),
  summary: 'List workspaces',
  description:
    "A person's workspaces, oldest first; a token sees its own one. Choose one for a session by the `x-workspace-id` header or `workspaceId` query.",
  responses: answers(200, 'Workspaces.', z.array(workspaceSchema)),
});
