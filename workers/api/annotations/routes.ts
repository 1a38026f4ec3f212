/** The routes of notes on days. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  annotationSchema,
  createAnnotationSchema,
  listAnnotationsSchema,
  updateAnnotationSchema,
} from '#core/annotation/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Annotations'];
const params = z.object({ id: z.string().max(100) });

export const listAnnotationsRoute = createRoute({
  method: 'get',
  path: '/annotations',
  operationId: 'listAnnotations',
  tags,
  ...needs('analytics.read'),
  summary: 'List annotations',
  description: 'Notes on days, for charts.',
  request: { query: listAnnotationsSchema },
  responses: answers(200, 'Those of the asked days, latest day first.', z.array(annotationSchema)),
});

export const createAnnotationRoute = createRoute({
  method: 'post',
  path: '/annotations',
  operationId: 'createAnnotation',
  tags,
  ...needs('links.write'),
  summary: 'Annotate a day',
  description: 'Everybody who sees the reports of the workspace sees the note on their charts.',
  request: jsonBody(createAnnotationSchema),
  responses: answers(201, 'The annotation.', annotationSchema),
});

export const updateAnnotationRoute = createRoute({
  method: 'patch',
  path: '/annotations/{id}',
  operationId: 'updateAnnotation',
  tags,
  ...needs('links.write'),
  summary: 'Change an annotation',
  request: { params, ...jsonBody(updateAnnotationSchema) },
  responses: answers(200, 'The annotation.', annotationSchema),
});

export const deleteAnnotationRoute = createRoute({
  method: 'delete',
  path: '/annotations/{id}',
  operationId: 'deleteAnnotation',
  tags,
  ...needs('links.write'),
  summary: 'Delete an annotation',
  request: { params },
  responses: answers(200, 'The id of the deleted annotation.', z.object({ id: z.string() })),
});
