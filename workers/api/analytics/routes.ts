/** The routes of the reports. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { clickEventSchema } from '#core/stats/event-wire.ts';
import { analyticsQuerySchema, eventsQuerySchema } from '#core/stats/query.ts';
import { analyticsAnswerSchema } from '#core/stats/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const analyticsRoute = createRoute({
  method: 'get',
  path: '/analytics',
  operationId: 'retrieveAnalytics',
  tags: ['Analytics'],
  ...needs('analytics.read'),
  summary: 'Retrieve analytics',
  description:
    'Scope: `analytics.read`. Human hits only, unless `classes` says otherwise. The shape of the answer follows `groupBy`.',
  request: { query: analyticsQuerySchema },
  responses: answers(200, 'One object for `count`, a list for every other grouping.', analyticsAnswerSchema),
});

export const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'listEvents',
  tags: ['Analytics'],
  ...needs('analytics.read'),
  summary: 'List events',
  description: 'Scope: `analytics.read`. Newest first.',
  request: { query: eventsQuerySchema },
  responses: answers(200, 'A page of events.', z.array(clickEventSchema)),
});
