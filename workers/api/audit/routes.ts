/** The routes of the audit log: who changed what. (What was counted is audited at /audit.) */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { auditEntrySchema, auditExportSchema, auditQuerySchema } from '#core/audit/wire.ts';
import { needs } from '../openapi/access.ts';
import { answers } from '../openapi/responses.ts';

const tags = ['Audit log'];

export const auditLogRoute = createRoute({
  method: 'get',
  path: '/audit-log',
  operationId: 'searchAuditLog',
  tags,
  ...needs('audit.read'),
  summary: 'Search the audit log',
  description: 'Every change in the workspace, newest first: who, what, before and after. Page by `startingAfter`.',
  request: { query: auditQuerySchema },
  responses: answers(200, 'Entries.', z.array(auditEntrySchema)),
});

export const auditExportRoute = createRoute({
  method: 'get',
  path: '/audit-log/export',
  operationId: 'exportAuditLog',
  tags,
  ...needs('audit.read'),
  summary: 'Download the audit log',
  description: 'What matches, newest first, at most 100 000 entries: narrow the time for more.',
  request: { query: auditExportSchema },
  responses: {
    ...answers(200, 'The file.', z.array(auditEntrySchema)),
    200: {
      description: 'The file.',
      content: {
        'text/csv': { schema: z.string() },
        'application/json': { schema: z.array(auditEntrySchema) },
      },
    },
  },
});
