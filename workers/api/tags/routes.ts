/** The routes of tags. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listTagsSchema, tagSchema, writeTagSchema } from '#core/tag/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Tags'];
const params = z.object({ id: z.string().max(100) });

export const listTagsRoute = createRoute({
  method: 'get',
  path: '/tags',
  operationId: 'listTags',
  tags,
  ...needs('tags.read'),
  summary: 'List tags',
  description: 'Scope: `tags.read`. By name unless asked otherwise.',
  request: { query: listTagsSchema },
  responses: answers(200, 'A page of tags.', z.array(tagSchema)),
});

export const createTagRoute = createRoute({
  method: 'post',
  path: '/tags',
  operationId: 'createTag',
  tags,
  ...needs('tags.write'),
  summary: 'Create a tag',
  description: 'Scope: `tags.write`.',
  request: jsonBody(writeTagSchema),
  responses: answers(201, 'The tag.', tagSchema),
});

export const updateTagRoute = createRoute({
  method: 'patch',
  path: '/tags/{id}',
  operationId: 'updateTag',
  tags,
  ...needs('tags.write'),
  summary: 'Rename or recolour a tag',
  description: 'Scope: `tags.write`. Every link that carries it shows the change at once. Takes `If-Match`.',
  request: { params, ...jsonBody(writeTagSchema) },
  responses: answers(200, 'The tag.', tagSchema),
});

export const deleteTagRoute = createRoute({
  method: 'delete',
  path: '/tags/{id}',
  operationId: 'deleteTag',
  tags,
  ...needs('tags.write'),
  summary: 'Delete a tag',
  description: 'Scope: `tags.write`. Its links stay, without it.',
  request: { params },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
