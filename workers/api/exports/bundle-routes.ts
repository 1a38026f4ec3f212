/** The routes of exports of everything a workspace owns. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { exportFileSchema, exportParamSchema, exportSchema, startExportSchema } from '#core/export/bundle/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Exports'];
const params = { params: exportParamSchema };
const one = (description: string) => answers(200, description, exportSchema);

export const startExportRoute = createRoute({
  method: 'post',
  path: '/exports',
  operationId: 'startExport',
  tags,
  ...needs('workspaces.export'),
  summary: 'Export everything',
  description:
    'Links, tags, folders, domains, members, history, customers, events and the rest of what the workspace owns, without any secret. A background job writes it; who asked is told by mail when it is ready. One at a time, five a day.',
  request: jsonBody(startExportSchema),
  responses: one('The export, running.'),
});

export const listExportsRoute = createRoute({
  method: 'get',
  path: '/exports',
  operationId: 'listExports',
  tags,
  ...needs('workspaces.export'),
  summary: 'List exports',
  description: 'The newest first. An export is kept for 7 days after it has ended.',
  responses: answers(200, 'Exports of the workspace.', z.array(exportSchema)),
});

export const getExportRoute = createRoute({
  method: 'get',
  path: '/exports/{exportId}',
  operationId: 'getExport',
  tags,
  ...needs('workspaces.export'),
  summary: 'See how far an export has come',
  request: params,
  responses: one('The export.'),
});

export const cancelExportRoute = createRoute({
  method: 'post',
  path: '/exports/{exportId}/cancel',
  operationId: 'cancelExport',
  tags,
  ...needs('workspaces.export'),
  summary: 'Cancel an export',
  description: 'What has been written is removed.',
  request: params,
  responses: one('The export.'),
});

export const downloadExportRoute = createRoute({
  method: 'get',
  path: '/exports/{exportId}/file',
  operationId: 'downloadExport',
  tags,
  ...needs('workspaces.export'),
  summary: 'Download an export',
  description:
    'One ZIP with every file and a manifest, or with `name` a single file. The audit log tells of each download.',
  request: { ...params, query: exportFileSchema },
  responses: {
    ...answers(200, '', z.string()),
    200: {
      description: 'The files.',
      content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
});
