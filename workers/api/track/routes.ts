/** The routes that pages call with a publishable key. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { needsFromPages } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const checkKeyRoute = createRoute({
  method: 'get',
  path: '/track/key',
  operationId: 'checkTrackingKey',
  tags: ['Tracking'],
  ...needsFromPages('events.write'),
  summary: 'Check a tracking key',
  description:
    'Scope: `events.write`. Says whether this key may report from this page: call it where the script will run. A key that is limited to other hosts is refused with 403.',
  responses: answers(
    200,
    'The key works here.',
    z
      .object({
        workspaceId: z.string(),
        kind: z.enum(['secret', 'publishable', 'session']).meta({ description: 'What the request was made with.' }),
        origin: z.string().nullable().meta({ description: 'The page that asked; null outside a browser.' }),
      })
      .meta({ id: 'TrackingKey' }),
  ),
});
