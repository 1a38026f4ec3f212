/** The routes of exports. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { exportLinksSchema } from '#core/export/wire.ts';
import { linkSchema } from '#core/link/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const exportLinksRoute = createRoute({
  method: 'get',
  path: '/links/export',
  operationId: 'exportLinks',
  tags: ['Links'],
  ...needs('links.read'),
  summary: 'Export links',
  description:
    'Every link of the filter with its settings and counters, newest first, at most 50,000. What is exported can be imported again with the format `hopline`; passwords are not in it.',
  request: { query: exportLinksSchema },
  responses: {
    ...answers(200, '', z.string()),
    200: {
      description: 'The file.',
      content: {
        'text/csv': { schema: z.string() },
        'application/json': { schema: z.array(linkSchema) },
        'application/x-ndjson': { schema: z.string() },
      },
    },
  },
});
