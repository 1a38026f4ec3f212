/** The routes of imports. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createImportSchema, importParamSchema, importSchema } from '#core/import/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const tags = ['Imports'];
const params = { params: importParamSchema };
const one = (description: string) => answers(200, description, importSchema);

export const createImportRoute = createRoute({
  method: 'post',
  path: '/imports',
  operationId: 'createImport',
  tags,
  ...needs('links.write', 'tags.write'),
  summary: 'Open an import',
  description:
    'Says how the file will be read. Send the file next: the import begins when it is here. Imported links are not told to webhooks.',
  request: jsonBody(createImportSchema),
  responses: one('The import, waiting for its file.'),
});

export const listImportsRoute = createRoute({
  method: 'get',
  path: '/imports',
  operationId: 'listImports',
  tags,
  ...needs('links.read'),
  summary: 'List imports',
  description: 'The newest first. An import is kept for 30 days after it has ended.',
  responses: answers(200, 'Imports of the workspace.', z.array(importSchema)),
});

export const getImportRoute = createRoute({
  method: 'get',
  path: '/imports/{importId}',
  operationId: 'getImport',
  tags,
  ...needs('links.read'),
  summary: 'See how far an import has come',
  request: params,
  responses: one('The import.'),
});

export const uploadImportRoute = createRoute({
  method: 'put',
  path: '/imports/{importId}/file',
  operationId: 'uploadImport',
  tags,
  ...needs('links.write'),
  summary: 'Send the file',
  description:
    'The file itself is the body: CSV with a header line, JSON as the product answers it, or one JSON object a line. At most 500 MB, with its Content-Length.',
  request: {
    ...params,
    body: {
      required: true,
      content: {
        'application/octet-stream': { schema: z.string().meta({ format: 'binary', examples: ['link,url\n'] }) },
      },
    },
  },
  responses: one('The import, running.'),
});

const steering = (verb: string, summary: string, description: string) =>
  ({
    method: 'post',
    path: `/imports/{importId}/${verb}`,
    operationId: `${verb}Import`,
    tags,
    ...needs('links.write'),
    summary,
    description,
    request: params,
    responses: one('The import.'),
  }) as const;

export const startImportRoute = createRoute({
  ...steering('start', 'Import what was checked', 'After a dry run: the same file, in earnest.'),
  path: '/imports/{importId}/start',
});
export const pauseImportRoute = createRoute({
  ...steering('pause', 'Pause an import', 'It stops after the portion it is at: a few hundred lines.'),
  path: '/imports/{importId}/pause',
});
export const resumeImportRoute = createRoute({
  ...steering('resume', 'Let an import go on', 'Where it was paused, or where it failed.'),
  path: '/imports/{importId}/resume',
});
export const cancelImportRoute = createRoute({
  ...steering('cancel', 'Cancel an import', 'What has been imported stays.'),
  path: '/imports/{importId}/cancel',
});

export const importErrorsRoute = createRoute({
  method: 'get',
  path: '/imports/{importId}/errors',
  operationId: 'getImportErrors',
  tags,
  ...needs('links.read'),
  summary: 'Download the lines with problems',
  description:
    'CSV: line number, reason, and the line as it was. Of the import, or of its dry run while it is not started.',
  request: params,
  responses: {
    ...answers(200, '', z.string()),
    200: {
      description: 'The error file; only its header when every line was right.',
      content: { 'text/csv': { schema: z.string().meta({ examples: ['line,reason,content\r\n'] }) } },
    },
  },
});
