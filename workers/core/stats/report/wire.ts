/** The answer of `GET /analytics/report`: one shape for every question. */
import { z } from 'zod';
import { explanationSchema } from '../explain.ts';
import { BUCKET_UNITS } from '../time/buckets.ts';

const values = z.record(z.string(), z.number().nullable()).meta({
  description: 'By metric. A rate is null where there is nothing to divide by.',
});
const period = z.object({
  start: z.string().nullable().meta({ description: 'Null: from the beginning.' }),
  end: z.string(),
});
const both = { values, previous: values.nullable() };

export const reportSchema = z
  .object({
    groupBy: z.array(z.string()).meta({ examples: [['countries']] }),
    metrics: z.array(z.string()).meta({ examples: [['clicks', 'uniqueVisitors']] }),
    timezone: z.string(),
    granularity: z.enum(BUCKET_UNITS),
    period,
    previousPeriod: period.nullable(),
    rows: z.array(
      z.object({
        key: z.record(z.string(), z.union([z.string(), z.number()])).meta({
          description:
            'What the row is about: `start` of a bucket, `weekday` (1 is Monday) and `hour`, or the values of dimensions. Empty for `count`.',
        }),
        ...both,
      }),
    ),
    other: z
      .object(both)
      .nullable()
      .meta({ description: 'Everything that `rows` leaves out; null when not asked for.' }),
    total: z.object(both),
    links: z
      .record(
        z.string(),
        z.object({
          domain: z.string(),
          key: z.string(),
          shortLink: z.string(),
          url: z.string(),
          title: z.string().nullable(),
        }),
      )
      .meta({ description: 'The links that rows name by id.' }),
    labels: z
      .record(z.string(), z.object({ id: z.string(), name: z.string(), color: z.string().optional() }))
      .meta({ description: 'The folders or tags that rows name by id.' }),
    visitors: z.object({
      exact: z.boolean(),
      errorPercent: z.number().meta({ description: 'Standard error of visitor counts; 0 when exact.' }),
      means: z.string().meta({
        description: 'What a visitor is.',
        examples: ['Different visitors by a keyed hash: a person counts once per UTC day.'],
      }),
    }),
    explain: z.array(explanationSchema).optional(),
  })
  .meta({ id: 'Report' });

export type Report = z.infer<typeof reportSchema>;
export type ReportRow = Report['rows'][number];
