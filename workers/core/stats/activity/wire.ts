/** Questions and answers of the short reports: overview, summary, top pages, series, newest events, one community, one user. */
import { z } from 'zod';
import { integerParam } from '../../schema/params.ts';
import { INTERVALS } from '../query.ts';
import { BUCKET_UNITS } from '../time/buckets.ts';

const MAX_PAGES = 500;
const MAX_RECENT = 200;

const period = {
  range: z.enum(INTERVALS).prefault('30d').meta({ description: 'Period until now.' }),
  timezone: z.string().max(64).prefault('UTC').meta({ description: 'IANA zone; an unknown one counts as UTC.' }),
};

export const activityQuerySchema = z.object(period);
export const seriesQuerySchema = z.object({
  ...period,
  granularity: z
    .enum(BUCKET_UNITS)
    .optional()
    .meta({ description: 'Length of a bucket; suits the range when absent.', examples: ['day'] }),
});
export const pagesQuerySchema = z.object({
  ...period,
  limit: integerParam(1, MAX_PAGES, 'Pages, most viewed first.').prefault('20'),
});
export const recentQuerySchema = z.object({
  limit: integerParam(1, MAX_RECENT, 'Events, newest first.').prefault('50'),
});
export const ofOneSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(255)
    .meta({ examples: ['user_123'] }),
});

export type ActivityQuery = z.output<typeof activityQuerySchema>;
export type SeriesQuery = z.output<typeof seriesQuerySchema>;
export type PagesQuery = z.output<typeof pagesQuerySchema>;
export type RecentQuery = z.output<typeof recentQuerySchema>;

const totals = {
  events: z.number().int().meta({ description: 'Clicks, leads and sales together.' }),
  clicks: z.number().int(),
  leads: z.number().int(),
  sales: z.number().int(),
  saleAmount: z.number().int().meta({ description: 'Cents of USD.' }),
  visitors: z.number().int().meta({ description: 'Different visitors; a person counts once per UTC day.' }),
};
const totalsSchema = z.object(totals).meta({ id: 'ActivityTotals' });
const pointSchema = z.object({ start: z.string(), ...totals }).meta({ id: 'ActivityPoint' });
const topSchema = z.array(z.object({ name: z.string(), ...totals }));
const span = { range: z.enum(INTERVALS), timezone: z.string(), start: z.string().nullable(), end: z.string() };

export const summarySchema = z
  .object({
    ...span,
    ...totals,
    botHits: z.number().int().meta({ description: 'Hits left out of the numbers above, because no person made them.' }),
    qrScans: z.number().int(),
    leadRate: z.number().nullable(),
    saleRate: z.number().nullable(),
  })
  .meta({ id: 'ActivitySummary' });

export const overviewSchema = z
  .object({
    ...span,
    totals: totalsSchema,
    previous: totalsSchema.nullable().meta({ description: 'Of the period before; null for `all`.' }),
    granularity: z.enum(BUCKET_UNITS),
    points: z.array(pointSchema),
    topLinks: z.array(z.object({ linkId: z.string(), shortLink: z.string(), url: z.string(), ...totals })),
    topCountries: topSchema,
    topReferers: topSchema,
    topDevices: topSchema,
  })
  .meta({ id: 'ActivityOverview' });

export const seriesSchema = z
  .object({ ...span, granularity: z.enum(BUCKET_UNITS), points: z.array(pointSchema) })
  .meta({ id: 'ActivitySeries' });

export const pagesSchema = z
  .object({
    ...span,
    pages: z.array(
      z.object({
        page: z.string().meta({ description: 'Address without its query.', examples: ['https://acme.com/launch'] }),
        views: z.number().int().meta({ description: 'Times it was opened: for a link, clicks that led to it.' }),
        visitors: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'TopPages' });

export const recentSchema = z
  .object({
    events: z.array(
      z.object({
        id: z.string().meta({ examples: ['0199b1c2-7a4e-7c31-9f0e-2b6d8a5c4e10'] }),
        type: z.string().meta({ description: 'click, lead or sale.', examples: ['click'] }),
        timestamp: z.string(),
        linkId: z.string().nullable(),
        domain: z.string(),
        key: z.string(),
        url: z.string(),
        country: z.string(),
        city: z.string(),
        device: z.string(),
        browser: z.string(),
        os: z.string(),
        referer: z.string(),
      }),
    ),
  })
  .meta({ id: 'RecentEvents' });

/** One community or one user. */
export const ofOneAnswerSchema = z
  .object({
    id: z.string().meta({ examples: ['user_123'] }),
    ...span,
    totals: totalsSchema,
    granularity: z.enum(BUCKET_UNITS),
    points: z.array(pointSchema),
    topLinks: z.array(z.object({ linkId: z.string(), shortLink: z.string(), url: z.string(), ...totals })),
  })
  .meta({ id: 'ActivityOfOne' });

export type Overview = z.infer<typeof overviewSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type Series = z.infer<typeof seriesSchema>;
export type Pages = z.infer<typeof pagesSchema>;
export type Recent = z.infer<typeof recentSchema>;
export type OfOne = z.infer<typeof ofOneAnswerSchema>;
export type ActivityTotals = z.infer<typeof totalsSchema>;
