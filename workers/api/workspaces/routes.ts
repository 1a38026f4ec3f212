/** The routes about the caller and his workspaces. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { meSchema, workspaceChangesSchema, workspaceSchema } from '#core/workspace/wire.ts';
import { anyCaller, needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

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

export const updateWorkspaceRoute = createRoute({
  method: 'patch',
  path: '/workspaces/{idOrSlug}',
  operationId: 'updateWorkspace',
  tags: ['Workspaces'],
  ...needs('workspaces.write'),
  summary: 'Change a workspace',
  description:
    'Scope: `workspaces.write` (owners and admins). Changes only what is named. Strict mode (`clickAck: before`) reaches every link of the workspace within 60 seconds.',
  request: { params: z.object({ idOrSlug: z.string().max(100) }), ...jsonBody(workspaceChangesSchema) },
  responses: answers(200, 'The workspace as it is now.', workspaceSchema),
});
