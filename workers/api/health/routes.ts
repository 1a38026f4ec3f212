/** The route that tells which part is down. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']),
    parts: z.record(z.string(), z.object({ ok: z.boolean(), ms: z.number(), message: z.string().optional() })),
  })
  .meta({ id: 'Health' });

export type Health = z.infer<typeof healthSchema>;

const content = { 'application/json': { schema: healthSchema } };

export const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  tags: ['Operations'],
  summary: 'Which part is down',
  description: 'Public. Asks every store, each within a bounded time; the answer is kept for a second.',
  responses: {
    200: { description: 'Every part answers.', content },
    503: { description: 'A part does not answer.', content },
  },
});
