/** The routes of exported reports and events. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { MAX_EXPORTED_EVENTS } from '#core/stats/export/events.ts';
import { exportAnalyticsSchema, exportEventsSchema, exportReportSchema } from '#core/stats/export/wire.ts';
import { needs } from '../openapi/access.ts';
import { refusals } from '../openapi/responses.ts';

const file = {
  200: {
    description: 'The file, streamed. `X-Export-Rows` says how many rows it will have, before the first one.',
    headers: z.object({ 'X-Export-Rows': z.string().meta({ examples: ['1250'] }) }),
    content: {
      'text/csv': { schema: z.string() },
      'application/json': { schema: z.array(z.record(z.string(), z.unknown())) },
      'application/x-ndjson': { schema: z.string() },
      'application/vnd.apache.parquet': { schema: z.string() },
    },
  },
  ...refusals,
};

const exporting = { method: 'get' as const, tags: ['Analytics'], ...needs('analytics.read') };

export const exportReportRoute = createRoute({
  ...exporting,
  path: '/analytics/report/export',
  operationId: 'exportReport',
  summary: 'Export a report',
  description:
    'Any report as a file: a column for each thing it is grouped by, for the names of links, folders and tags, and for each metric.',
  request: { query: exportReportSchema },
  responses: file,
});

export const exportEventsRoute = createRoute({
  ...exporting,
  path: '/events/export',
  operationId: 'exportEvents',
  summary: 'Export events',
  description: `Single events with everything that is kept of them, at most ${MAX_EXPORTED_EVENTS} at a time.`,
  request: { query: exportEventsSchema },
  responses: file,
});

export const exportAnalyticsRoute = createRoute({
  ...exporting,
  path: '/analytics/export',
  operationId: 'exportAnalytics',
  summary: 'Export analytics',
  description: 'A zip with a CSV for each grouping that has rows.',
  request: { query: exportAnalyticsSchema },
  responses: {
    200: { description: 'The archive.', content: { 'application/zip': { schema: z.string() } } },
    ...refusals,
  },
});
