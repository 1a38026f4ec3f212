/** The routes of the reports. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { eventSchema } from '#core/stats/event-wire.ts';
import { analyticsQuerySchema, eventsQuerySchema } from '#core/stats/query.ts';
import { orphansQuerySchema, orphansSchema } from '#core/stats/orphans.ts';
import { reportQuerySchema } from '#core/stats/report/query.ts';
import { reportSchema } from '#core/stats/report/wire.ts';
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

export const reportRoute = createRoute({
  method: 'get',
  path: '/analytics/report',
  operationId: 'makeReport',
  tags: ['Analytics'],
  ...needs('analytics.read'),
  summary: 'Make a report',
  description:
    'Any metrics by one or two dimensions, in one shape: with what the limit leaves out, the total, and the period before. Human hits only, unless `include` or `classes` says otherwise.',
  request: { query: reportQuerySchema },
  responses: answers(200, 'The report.', reportSchema),
});

export const orphansRoute = createRoute({
  method: 'get',
  path: '/analytics/orphans',
  operationId: 'reportOrphanVisits',
  tags: ['Analytics'],
  ...needs('analytics.read'),
  summary: 'Report orphan visits',
  description: 'Visits to your domains that led nowhere: unknown keys, a root without a link, links that are closed.',
  request: { query: orphansQuerySchema },
  responses: answers(200, 'What was asked for in vain.', orphansSchema),
});

export const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'listEvents',
  tags: ['Analytics'],
  ...needs('analytics.read'),
  summary: 'List events',
  description:
    'Scope: `analytics.read`. Newest first. The header `X-Next-Cursor` of a full page is the `cursor` of the next one.',
  request: { query: eventsQuerySchema },
  responses: answers(200, 'A page of events.', z.array(eventSchema)),
});
