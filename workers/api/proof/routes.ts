/** The routes of the proof: audit, receipt, repair. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  auditedDaySchema,
  auditQuerySchema,
  correctionSchema,
  dayParamSchema,
  receiptSchema,
} from '#core/proof/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Proof'];

export const auditRoute = createRoute({
  method: 'get',
  path: '/audit',
  operationId: 'auditDays',
  tags,
  ...needs('analytics.read'),
  summary: 'Audit the last days',
  description:
    'Scope: `analytics.read`. Per UTC day with events: accepted by the ledger = raw = hourly = daily. Newest first; today is included.',
  request: { query: auditQuerySchema },
  responses: answers(200, 'Days with events.', z.array(auditedDaySchema)),
});

export const receiptRoute = createRoute({
  method: 'get',
  path: '/receipt',
  operationId: 'getReceipt',
  tags,
  ...needs('analytics.read'),
  summary: 'Where every event is',
  description: 'Scope: `analytics.read`. Accepted, stored, waiting, dead, dropped by reason: nothing is anywhere else.',
  responses: answers(200, 'The receipt.', receiptSchema),
});

export const repairDayRoute = createRoute({
  method: 'post',
  path: '/audit/{day}/repair',
  operationId: 'repairDay',
  tags,
  ...needs('audit.read'),
  summary: 'Rebuild the reports of a day',
  description:
    'Scope: `audit.read` (owners and admins). Recomputes the day from raw events and corrects what differs. May be repeated; what is right is not touched.',
  request: { params: dayParamSchema },
  responses: answers(200, 'The corrections made; none when everything was right.', z.array(correctionSchema)),
});
