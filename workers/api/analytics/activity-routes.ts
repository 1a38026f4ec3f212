/** The routes of the short reports. */
import { createRoute } from '@hono/zod-openapi';
import {
  activityQuerySchema,
  ofOneAnswerSchema,
  ofOneSchema,
  overviewSchema,
  pagesQuerySchema,
  pagesSchema,
  recentQuerySchema,
  recentSchema,
  seriesQuerySchema,
  seriesSchema,
  summarySchema,
} from '#core/stats/activity/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const reading = {
  method: 'get' as const,
  tags: ['Analytics'],
  ...needs('analytics.read'),
  description: 'Human events only.',
};

export const overviewRoute = createRoute({
  ...reading,
  path: '/analytics/overview',
  operationId: 'showOverview',
  summary: 'Everything at a glance',
  request: { query: activityQuerySchema },
  responses: answers(200, 'Everything at a glance.', overviewSchema),
});

export const summaryRoute = createRoute({
  ...reading,
  path: '/analytics/summary',
  operationId: 'summariseActivity',
  summary: 'Totals and rates',
  request: { query: activityQuerySchema },
  responses: answers(200, 'Totals and rates.', summarySchema),
});

export const pagesRoute = createRoute({
  ...reading,
  path: '/analytics/top-pages',
  operationId: 'listTopPages',
  summary: 'Pages most opened',
  request: { query: pagesQuerySchema },
  responses: answers(200, 'Pages most opened.', pagesSchema),
});

export const seriesRoute = createRoute({
  ...reading,
  path: '/analytics/timeseries',
  operationId: 'showSeries',
  summary: 'Events over time',
  request: { query: seriesQuerySchema },
  responses: answers(200, 'Events over time.', seriesSchema),
});

export const recentRoute = createRoute({
  ...reading,
  path: '/analytics/recent',
  operationId: 'listRecent',
  summary: 'The newest events',
  request: { query: recentQuerySchema },
  responses: answers(200, 'The newest events.', recentSchema),
});

export const communityRoute = createRoute({
  ...reading,
  path: '/analytics/community/{id}',
  operationId: 'showCommunity',
  summary: 'Activity of one community: the links with its id as `tenantId`',
  request: { params: ofOneSchema, query: activityQuerySchema },
  responses: answers(200, 'Activity of one community: the links with its id as `tenantId`.', ofOneAnswerSchema),
});

export const userRoute = createRoute({
  ...reading,
  path: '/analytics/user/{id}',
  operationId: 'showUser',
  summary: 'Activity of one user: the customer with this id of yours',
  request: { params: ofOneSchema, query: activityQuerySchema },
  responses: answers(200, 'Activity of one user: the customer with this id of yours.', ofOneAnswerSchema),
});
