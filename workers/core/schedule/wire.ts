/** Schedules on the wire. */
import { z } from 'zod';
import { segmentFiltersSchema } from '../segment/wire.ts';
import { knownZone } from '../stats/time/zone.ts';
import { CADENCES } from './due.ts';
import { MAX_RECIPIENTS, type Schedule } from './schedule.ts';

const MAX_NAME_CHARS = 100;
const MAX_EMAIL_CHARS = 254;

const name = z.string().trim().min(1).max(MAX_NAME_CHARS).meta({ description: 'In the subject of the mail.' });
const cadence = z.enum(CADENCES).meta({
  description:
    'Each day about the day before, each Monday about the week before, each first of a month about the month before.',
});
const hour = z
  .int()
  .min(0)
  .max(23)
  .meta({ description: 'Of the zone’s clock.', examples: [8] });
const timezone = z
  .string()
  .max(64)
  .refine((zone) => knownZone(zone) === zone, 'must be an IANA zone such as Europe/Berlin')
  .meta({ description: 'IANA zone, in which days, weeks and months begin.', examples: ['Europe/Berlin'] });
const recipients = z
  .array(z.email().max(MAX_EMAIL_CHARS).toLowerCase())
  .min(1)
  .max(MAX_RECIPIENTS)
  .transform((all) => [...new Set(all)])
  .meta({ examples: [['grace@example.com']] });
const filters = segmentFiltersSchema.meta({
  description: 'Filters as a segment holds them; of everything when absent.',
  examples: [{ country: 'DE,AT' }],
});

export const createScheduleSchema = z.object({
  name,
  cadence,
  hour: hour.prefault(8),
  timezone: timezone.prefault('UTC'),
  recipients,
  filters: filters.optional(),
  paused: z.boolean().prefault(false),
});
export type CreateScheduleInput = z.output<typeof createScheduleSchema>;

export const updateScheduleSchema = z.object({
  name: name.optional(),
  cadence: cadence.optional(),
  hour: hour.optional(),
  timezone: timezone.optional(),
  recipients: recipients.optional(),
  filters: filters.nullable().optional(),
  paused: z.boolean().optional(),
});
export type UpdateScheduleInput = z.output<typeof updateScheduleSchema>;

export const scheduleSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    cadence: z.enum(CADENCES),
    hour: z.number().int(),
    timezone: z.string().meta({ examples: ['Europe/Berlin'] }),
    recipients: z.array(z.string()).meta({ examples: [['grace@example.com']] }),
    unsubscribed: z.array(z.string()).meta({
      description:
        'Who wants no more of it. Only they themselves can be asked to; a new schedule would have to name them again.',
      examples: [[]],
    }),
    filters: z.record(z.string(), z.string()).meta({ examples: [{ country: 'DE,AT' }] }),
    paused: z.boolean(),
    nextAt: z.string().nullable().meta({ description: 'When the next one is sent; null while paused.' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'ReportSchedule' });
export type WireSchedule = z.infer<typeof scheduleSchema>;

export const sentReportSchema = z.object({
  id: z.string().meta({ description: 'Of the schedule.' }),
  recipients: z.array(z.string()).meta({
    description: 'Whom it is on its way to: everybody it is sent to who has not unsubscribed.',
    examples: [['grace@example.com']],
  }),
  period: z
    .object({ start: z.string(), end: z.string() })
    .meta({ description: 'The last whole day, week or month, which it is about. The end is not part of it.' }),
});
export type SentReport = z.infer<typeof sentReportSchema>;

export function presentSchedule(schedule: Schedule): WireSchedule {
  const { id, name: called, hour: due, zone, unsubscribed, paused, nextAt, createdAt, updatedAt } = schedule;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    name: called,
    cadence: schedule.cadence,
    hour: due,
    timezone: zone,
    recipients: schedule.recipients,
    unsubscribed,
    filters: schedule.filters,
    paused,
    nextAt: paused ? null : iso(nextAt),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}
