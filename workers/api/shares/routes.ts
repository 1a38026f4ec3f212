/** The routes of public pages: making them, and looking at them. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  sharedPageSchema,
  sharedReportQuerySchema,
  sharedReportSchema,
  unlockedSchema,
  unlockSchema,
} from '#core/share/public-wire.ts';
import { createShareSchema, shareSchema, updateShareSchema } from '#core/share/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Shares'];
const params = z.object({ id: z.string().max(100) });
const publicParams = z.object({
  key: z
    .string()
    .max(100)
    .meta({ examples: ['k3JxV0c7Qm2ZtPq9aLw8RfYd'] }),
});

export const listSharesRoute = createRoute({
  method: 'get',
  path: '/shares',
  operationId: 'listShares',
  tags,
  ...needs('analytics.read'),
  summary: 'List shares',
  description: 'Pages with figures that anybody with the address can see.',
  responses: answers(200, 'All shares of the workspace, newest first.', z.array(shareSchema)),
});

export const createShareRoute = createRoute({
  method: 'post',
  path: '/shares',
  operationId: 'createShare',
  tags,
  ...needs('links.write', 'analytics.read'),
  summary: 'Share figures',
  description: 'Of a link, of a folder, or of the whole workspace as far as you see it.',
  request: jsonBody(createShareSchema),
  responses: answers(201, 'The share.', shareSchema),
});

export const updateShareRoute = createRoute({
  method: 'patch',
  path: '/shares/{id}',
  operationId: 'updateShare',
  tags,
  ...needs('links.write'),
  summary: 'Change a share',
  description: 'A new password locks out who knew the old one.',
  request: { params, ...jsonBody(updateShareSchema) },
  responses: answers(200, 'The share.', shareSchema),
});

export const deleteShareRoute = createRoute({
  method: 'delete',
  path: '/shares/{id}',
  operationId: 'deleteShare',
  tags,
  ...needs('links.write'),
  summary: 'End a share',
  description: 'Its address leads nowhere from then on.',
  request: { params },
  responses: answers(200, 'The id of the ended share.', z.object({ id: z.string() })),
});

export const sharedPageRoute = createRoute({
  method: 'get',
  path: '/shared/{key}',
  operationId: 'showSharedPage',
  tags,
  summary: 'Look at a shared page',
  description: 'Needs no credentials.',
  request: { params: publicParams, query: sharedReportQuerySchema.pick({ token: true }) },
  responses: answers(200, 'What the page is about.', sharedPageSchema),
});

export const unlockShareRoute = createRoute({
  method: 'post',
  path: '/shared/{key}/unlock',
  operationId: 'unlockSharedPage',
  tags,
  [READS_FIELD]: true,
  summary: 'Unlock a shared page',
  description: 'Ten attempts in ten minutes for each network and page. The token works for twelve hours.',
  request: { params: publicParams, ...jsonBody(unlockSchema) },
  responses: answers(200, 'The token that opens the page.', unlockedSchema),
});

export const sharedReportRoute = createRoute({
  method: 'get',
  path: '/shared/{key}/report',
  operationId: 'makeSharedReport',
  tags,
  summary: 'Figures of a shared page',
  description: 'Clicks of people. Answers are kept for half a minute.',
  request: { params: publicParams, query: sharedReportQuerySchema },
  responses: answers(200, 'The figures.', sharedReportSchema),
});
