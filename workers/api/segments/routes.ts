/** The routes of saved segments. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createSegmentSchema, segmentSchema, updateSegmentSchema } from '#core/segment/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Segments'];
const params = z.object({ id: z.string().max(100) });

export const listSegmentsRoute = createRoute({
  method: 'get',
  path: '/segments',
  operationId: 'listSegments',
  tags,
  ...needs('analytics.read'),
  summary: 'List segments',
  description: 'Filters of reports that have a name. A report takes one as `segmentId`.',
  responses: answers(200, 'All segments of the workspace, by name.', z.array(segmentSchema)),
});

export const createSegmentRoute = createRoute({
  method: 'post',
  path: '/segments',
  operationId: 'createSegment',
  tags,
  ...needs('links.write'),
  summary: 'Save a segment',
  description: 'The filters are those of reports.',
  request: jsonBody(createSegmentSchema),
  responses: answers(201, 'The segment.', segmentSchema),
});

export const updateSegmentRoute = createRoute({
  method: 'patch',
  path: '/segments/{id}',
  operationId: 'updateSegment',
  tags,
  ...needs('links.write'),
  summary: 'Change a segment',
  description: '`filters` replaces all filters.',
  request: { params, ...jsonBody(updateSegmentSchema) },
  responses: answers(200, 'The segment.', segmentSchema),
});

export const deleteSegmentRoute = createRoute({
  method: 'delete',
  path: '/segments/{id}',
  operationId: 'deleteSegment',
  tags,
  ...needs('links.write'),
  summary: 'Delete a segment',
  description: 'Reports that name it are refused from then on.',
  request: { params },
  responses: answers(200, 'The id of the deleted segment.', z.object({ id: z.string() })),
});
