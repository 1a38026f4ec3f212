/** The audit log, as the API shows it. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { MAX_AUDIT_PAGE, type NamedEntry } from './search.ts';

const text = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description, examples: [example] });

const filters = {
  actor: text('Id of a person or token, or `system:{job}`.', 'user_01KAJ2X8Q5N7V3M9T4R6W1YB0C'),
  action: text('What was done; a `*` at the end stands for anything.', 'link.*'),
  target: text('Id of what it was done to.', 'link_01KAJ2X8Q5N7V3M9T4R6W1YB0C'),
  requestId: text('What one request did: the X-Request-Id of its answer.', '5f0c9a3e-6f0e-4b8e-9b0a-2f6f8f0f7c11'),
  ipHash: text('What came from one address, as entries name it.', '9c1f0b7a2d4e6f38'),
  start: text('From this time on, ISO 8601.', '2026-11-01T00:00:00Z'),
  end: text('Before this time, ISO 8601.', '2026-12-01T00:00:00Z'),
};

export const auditQuerySchema = z.object({
  ...filters,
  startingAfter: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last entry seen.' }),
  pageSize: integerParam(1, MAX_AUDIT_PAGE, `At most ${MAX_AUDIT_PAGE}, which is the default.`).optional(),
});

export const auditExportSchema = z.object({
  ...filters,
  format: z.enum(['csv', 'json']).default('csv').meta({ description: 'A table, or an array of entries.' }),
});

export interface AuditQueryInput {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  requestId?: string | undefined;
  ipHash?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  startingAfter?: string | undefined;
  pageSize?: number | undefined;
}

const values = z.record(z.string(), z.unknown()).nullable();

export const auditEntrySchema = z
  .object({
    id: z.string(),
    actor: z.object({
      type: z.enum(['user', 'token', 'system']),
      id: z.string(),
      name: z.string().nullable().meta({ description: 'Null when that person or token is gone.' }),
    }),
    action: z.string().meta({ examples: ['link.update'] }),
    target: z.string(),
    targetName: z
      .string()
      .nullable()
      .meta({
        description: 'What it is called now, such as `acme.link/launch`; null when it is gone or has no name.',
        examples: ['acme.link/launch'],
      }),
    before: values.meta({ description: 'What differed before; secrets are masked.' }),
    after: values.meta({ description: 'What differs now; secrets are masked.' }),
    ipHash: z.string().nullable().meta({ description: 'Equal for equal addresses; the address itself is not kept.' }),
    requestId: z.string().meta({ description: 'The X-Request-Id of the answer to the change.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export type WireAuditEntry = z.infer<typeof auditEntrySchema>;

export function toWireEntry(entry: NamedEntry): WireAuditEntry {
  const { id, action, target, targetName, ipHash, requestId, createdAt } = entry;
  const at = entry.actor.indexOf(':');
  const change = JSON.parse(entry.change) as { before?: Record<string, unknown>; after?: Record<string, unknown> };
  return {
    id,
    actor: {
      type: entry.actor.slice(0, at) as WireAuditEntry['actor']['type'],
      id: entry.actor.slice(at + 1),
      name: entry.actorName,
    },
    action,
    target,
    targetName,
    before: change.before ?? null,
    after: change.after ?? null,
    ipHash,
    requestId,
    createdAt: new Date(createdAt).toISOString(),
  };
}
