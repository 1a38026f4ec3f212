/** The routes about the caller and the workspaces they belong to. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { handOverSchema } from '#core/member/wire.ts';
import { createWorkspaceSchema, meSchema, updateWorkspaceSchema, workspaceSchema } from '#core/workspace/wire.ts';
import { anyCaller, needs, signedIn } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Workspaces'];
const params = z.object({
  workspaceId: z.string().min(1).max(100).meta({ description: 'Id or slug. It goes before header and query.' }),
});

export const meRoute = createRoute({
  method: 'get',
  path: '/me',
  operationId: 'getMe',
  tags: ['Account'],
  ...anyCaller(),
  summary: 'Who am I',
  description: 'Any valid credential. Says who acts, in which workspace, and what this credential may do.',
  responses: answers(200, 'The caller.', meSchema),
});

export const listWorkspacesRoute = createRoute({
  method: 'get',
  path: '/workspaces',
  operationId: 'listWorkspaces',
  tags,
  ...anyCaller(),
  summary: 'List workspaces',
  description:
    "A person's workspaces, oldest first; a token sees its own one. Choose one for a session by the `x-workspace-id` header or `workspaceId` query.",
  responses: answers(200, 'Workspaces.', z.array(workspaceSchema)),
});

export const createWorkspaceRoute = createRoute({
  method: 'post',
  path: '/workspaces',
  operationId: 'createWorkspace',
  tags,
  ...signedIn(),
  summary: 'Create a workspace',
  description: 'You own it.',
  request: jsonBody(createWorkspaceSchema),
  responses: answers(201, 'The workspace.', workspaceSchema),
});

export const getWorkspaceRoute = createRoute({
  method: 'get',
  path: '/workspaces/{workspaceId}',
  operationId: 'getWorkspace',
  tags,
  ...needs('workspaces.read'),
  summary: 'Get a workspace',
  request: { params },
  responses: answers(200, 'The workspace.', workspaceSchema),
});

export const updateWorkspaceRoute = createRoute({
  method: 'patch',
  path: '/workspaces/{workspaceId}',
  operationId: 'updateWorkspace',
  tags,
  ...needs('workspaces.write'),
  summary: 'Change a workspace',
  description:
    'Fields left out stay. Strict mode (`clickAck: before`) reaches every link of the workspace within 60 seconds. `If-Match` takes the ETag of an earlier answer.',
  request: { params, ...jsonBody(updateWorkspaceSchema) },
  responses: answers(200, 'The workspace.', workspaceSchema),
});

export const deleteWorkspaceRoute = createRoute({
  method: 'delete',
  path: '/workspaces/{workspaceId}',
  operationId: 'deleteWorkspace',
  tags,
  ...signedIn('workspaces.delete'),
  summary: 'Delete a workspace after a grace period',
  description:
    'For 14 days its links go on redirecting and nothing can be changed; then everything in it is removed. Until then it can be restored. Owner and admins are told by mail.',
  request: { params },
  responses: answers(200, 'The workspace with its end.', workspaceSchema),
});

export const restoreWorkspaceRoute = createRoute({
  method: 'post',
  path: '/workspaces/{workspaceId}/restore',
  operationId: 'restoreWorkspace',
  tags,
  ...signedIn('workspaces.delete'),
  summary: 'Cancel the deletion of a workspace',
  request: { params },
  responses: answers(200, 'The workspace, which stays.', workspaceSchema),
});

export const handOverRoute = createRoute({
  method: 'post',
  path: '/workspaces/{workspaceId}/transfer',
  operationId: 'transferWorkspace',
  tags,
  ...signedIn('workspaces.delete'),
  summary: 'Hand a workspace over',
  description: 'Another member becomes its owner, you stay as an admin. Both are told by mail.',
  request: { params, ...jsonBody(handOverSchema) },
  responses: answers(200, 'The workspace, as you see it now.', workspaceSchema),
});

export const leaveWorkspaceRoute = createRoute({
  method: 'post',
  path: '/workspaces/{workspaceId}/leave',
  operationId: 'leaveWorkspace',
  tags,
  ...signedIn('workspaces.read'),
  summary: 'Leave a workspace',
  description: 'Your tokens of it stop. Its owner has to hand it over first.',
  request: { params },
  responses: answers(200, 'The id of the workspace you left.', z.object({ id: z.string() })),
});
