/** The route of alerts. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { alertSchema, listAlertsSchema } from '#core/alert/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

export const listAlertsRoute = createRoute({
  method: 'get',
  path: '/alerts',
  operationId: 'listAlerts',
  tags: ['Alerts'],
  ...needs('workspaces.read'),
  summary: 'What needs your eye',
  description:
    'Destinations that fail, webhooks that do not answer, events that are nearly used up, days whose counts differ; the last seen first. Each is shown to those who may see what it is about. What is mended is resolved by itself.',
  request: { query: listAlertsSchema },
  responses: answers(200, 'A page of alerts.', z.array(alertSchema)),
});
