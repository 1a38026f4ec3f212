/** The routes of comments on links. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { commentSchema, createCommentSchema, editCommentSchema, listCommentsSchema } from '#core/comment/wire.ts';
import { linkIdParams } from '../links/routes.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Comments'];
const params = linkIdParams.extend({ commentId: z.string().min(1).max(100) });

export const listCommentsRoute = createRoute({
  method: 'get',
  path: '/links/{linkId}/comments',
  operationId: 'listComments',
  tags,
  ...needs('links.read'),
  summary: 'List what was said about a link',
  description: 'Scope: `links.read`. Oldest first; answers name the comment they belong to.',
  request: { params: linkIdParams, query: listCommentsSchema },
  responses: answers(200, 'A page of comments.', z.array(commentSchema)),
});

export const createCommentRoute = createRoute({
  method: 'post',
  path: '/links/{linkId}/comments',
  operationId: 'createComment',
  tags,
  ...needs('links.write'),
  summary: 'Comment on a link, or answer a comment',
  description: 'Scope: `links.write`. Threads are one answer deep: an answer to an answer joins its thread.',
  request: { params: linkIdParams, ...jsonBody(createCommentSchema) },
  responses: answers(201, 'The comment.', commentSchema),
});

export const editCommentRoute = createRoute({
  method: 'patch',
  path: '/links/{linkId}/comments/{commentId}',
  operationId: 'editComment',
  tags,
  ...needs('links.write'),
  summary: 'Change a comment of yours',
  description: 'Scope: `links.write`.',
  request: { params, ...jsonBody(editCommentSchema) },
  responses: answers(200, 'The comment.', commentSchema),
});

export const deleteCommentRoute = createRoute({
  method: 'delete',
  path: '/links/{linkId}/comments/{commentId}',
  operationId: 'deleteComment',
  tags,
  ...needs('links.write'),
  summary: 'Delete a comment with its answers',
  description: 'Scope: `links.write`. Your own; owners and admins may delete anybody’s.',
  request: { params },
  responses: answers(200, 'The id that is gone.', z.object({ id: z.string() })),
});
