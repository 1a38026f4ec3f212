/** What a public page shows, and no more: no ids, and names only of what is shared. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { MAX_PASSWORD_CHARS } from '../link/password.ts';
import { rangeParams } from '../stats/query.ts';
import { BUCKET_UNITS } from '../stats/time/buckets.ts';

/** Destinations, whole referers, tags and folders are not among them: they tell of more than what is shared. */
export const SHARED_GROUPINGS = [
  'count',
  'timeseries',
  'heatmap',
  'continents',
  'countries',
  'regions',
  'cities',
  'devices',
  'browsers',
  'os',
  'languages',
  'triggers',
  'referers',
  'sources',
  'channels',
  'utm_sources',
  'utm_mediums',
  'utm_campaigns',
  'top_links',
] as const;

const MAX_ROWS = 100;

export const sharedReportQuerySchema = z.object({
  groupBy: z.enum(SHARED_GROUPINGS).prefault('timeseries'),
  granularity: z.enum(BUCKET_UNITS).optional(),
  limit: integerParam(1, MAX_ROWS, 'Values, largest first.').prefault('20'),
  token: z.string().max(100).optional().meta({
    description: 'Of a page with a password: what unlocking it answered. The header `X-Share-Token` does the same.',
  }),
  ...rangeParams,
});
export type SharedReportQuery = z.output<typeof sharedReportQuerySchema>;

export const sharedPageSchema = z
  .object({
    locked: z.boolean().meta({ description: 'A password is needed first; nothing else is told before.' }),
    name: z.string().nullable(),
    kind: z.enum(['workspace', 'folder', 'link']).nullable(),
    shortLink: z.string().nullable().meta({ description: 'Of a shared link.' }),
    showsConversions: z.boolean(),
    groupings: z.array(z.string()).meta({ description: 'What its report can be grouped by.' }),
    expiresAt: z.string().nullable(),
  })
  .meta({ id: 'SharedPage' });
export type SharedPage = z.infer<typeof sharedPageSchema>;

export const unlockSchema = z.object({ password: z.string().min(1).max(MAX_PASSWORD_CHARS) });
export const unlockedSchema = z
  .object({
    token: z.string().meta({ examples: ['1795262400.mJ2c…'] }),
    expiresAt: z.string(),
  })
  .meta({ id: 'UnlockedShare' });

const values = z.record(z.string(), z.number().nullable());
const period = z.object({ start: z.string().nullable(), end: z.string() });

export const sharedReportSchema = z
  .object({
    groupBy: z.string(),
    metrics: z.array(z.string()),
    timezone: z.string(),
    granularity: z.enum(BUCKET_UNITS),
    period,
    rows: z.array(
      z.object({
        key: z.record(z.string(), z.union([z.string(), z.number()])).meta({
          description: 'What the row is about; of a link its short link.',
        }),
        values,
      }),
    ),
    total: values,
    visitors: z.object({ exact: z.boolean(), errorPercent: z.number() }),
  })
  .meta({ id: 'SharedReport' });
export type SharedReport = z.infer<typeof sharedReportSchema>;
