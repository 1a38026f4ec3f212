/** The routes of folders and of who may do what in them. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  createFolderSchema,
  folderMemberSchema,
  folderSchema,
  listFoldersSchema,
  setFolderMemberSchema,
  updateFolderSchema,
} from '#core/folder/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Folders'];
const params = z.object({ id: z.string().max(100) });
const memberParams = params.extend({ userId: z.string().max(100) });

export const listFoldersRoute = createRoute({
  method: 'get',
  path: '/folders',
  operationId: 'listFolders',
  tags,
  ...needs('folders.read'),
  summary: 'List folders',
  description: 'Scope: `folders.read`. By name; folders that are closed to the caller are left out.',
  request: { query: listFoldersSchema },
  responses: answers(200, 'A page of folders.', z.array(folderSchema)),
});

export const createFolderRoute = createRoute({
  method: 'post',
  path: '/folders',
  operationId: 'createFolder',
  tags,
  ...needs('folders.write'),
  summary: 'Create a folder',
  description: 'Scope: `folders.write`. Who makes a folder may always write in it.',
  request: jsonBody(createFolderSchema),
  responses: answers(201, 'The folder.', folderSchema),
});

export const updateFolderRoute = createRoute({
  method: 'patch',
  path: '/folders/{id}',
  operationId: 'updateFolder',
  tags,
  ...needs('folders.write'),
  summary: 'Change a folder',
  description: 'Scope: `folders.write`. Needs write access to the folder. Fields left out stay. Takes `If-Match`.',
  request: { params, ...jsonBody(updateFolderSchema) },
  responses: answers(200, 'The folder.', folderSchema),
});

export const deleteFolderRoute = createRoute({
  method: 'delete',
  path: '/folders/{id}',
  operationId: 'deleteFolder',
  tags,
  ...needs('folders.write'),
  summary: 'Delete a folder',
  description: 'Scope: `folders.write`. Needs write access to the folder. Its links stay, in no folder.',
  request: { params },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});

export const listFolderMembersRoute = createRoute({
  method: 'get',
  path: '/folders/{id}/members',
  operationId: 'listFolderMembers',
  tags,
  ...needs('folders.read'),
  summary: 'List who is named in a folder',
  description: 'Scope: `folders.read`. Members not named here have the folder’s own level.',
  request: { params },
  responses: answers(200, 'People with a level of their own.', z.array(folderMemberSchema)),
});

export const setFolderMemberRoute = createRoute({
  method: 'put',
  path: '/folders/{id}/members/{userId}',
  operationId: 'setFolderMember',
  tags,
  ...needs('folders.write'),
  summary: 'Give a member a level of their own in a folder',
  description: 'Scope: `folders.write`. Needs write access to the folder.',
  request: { params: memberParams, ...jsonBody(setFolderMemberSchema) },
  responses: answers(200, 'The member’s level.', folderMemberSchema),
});

export const removeFolderMemberRoute = createRoute({
  method: 'delete',
  path: '/folders/{id}/members/{userId}',
  operationId: 'removeFolderMember',
  tags,
  ...needs('folders.write'),
  summary: 'Take a member’s own level away',
  description: 'Scope: `folders.write`. Needs write access to the folder. The folder’s own level holds again.',
  request: { params: memberParams },
  responses: answers(200, 'Who is no longer named.', z.object({ userId: z.string() })),
});
