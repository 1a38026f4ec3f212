/** Plans and usage, as the API shows them. */
import { z } from 'zod';
import { PLANS } from './plan.ts';

const limit = z.number().int().nullable().meta({ description: 'Null: without limit.' });

const usageLineSchema = z
  .object({
    used: z.number().int(),
    limit,
    standing: z.enum(['within', 'near', 'at', 'over']).meta({ description: '`near`: 80 % or more of the limit.' }),
  })
  .meta({ id: 'UsageLine', examples: [{ used: 41, limit: 50, standing: 'near' }] });

export const usageSchema = z
  .object({
    plan: z.enum(PLANS),
    periodStart: z.string().meta({ description: 'Beginning of the calendar month, UTC.' }),
    periodEnd: z.string(),
    links: usageLineSchema.meta({ description: 'Created this month, whether they still exist or not.' }),
    events: usageLineSchema.meta({ description: 'Accepted by the ledger this month, of every class and type.' }),
    domains: usageLineSchema,
    members: usageLineSchema,
    tags: usageLineSchema,
    folders: usageLineSchema,
    retentionDays: z.number().int().meta({ description: 'How far back reports reach.' }),
    apiPerMinute: z.number().int(),
    reportsPerSecond: z.number().int(),
    reports: z
      .enum(['open', 'withheld'])
      .meta({ description: 'Withheld at 120 % of the events. Events themselves are never refused.' }),
    warnings: z.array(z.string()).meta({ description: 'What is nearly or wholly used up, as sentences.' }),
  })
  .meta({ id: 'Usage' });

export const planSchema = z
  .object({
    name: z.enum(PLANS),
    linksPerMonth: limit,
    eventsPerMonth: limit,
    retentionDays: z.number().int(),
    domains: limit,
    members: limit,
    tags: limit,
    folders: limit,
    apiPerMinute: z.number().int(),
    reportsPerSecond: z.number().int(),
  })
  .meta({ id: 'Plan' });

export type UsageLine = z.infer<typeof usageLineSchema>;
export type WireUsage = z.infer<typeof usageSchema>;
