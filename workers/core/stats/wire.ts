/** Answers of `GET /analytics`. The order of shapes and their exclusive keys follow the de-facto format, whose clients try them in turn. */
import { z } from 'zod';
import { explanationSchema } from './explain.ts';

const metrics = {
  clicks: z.number().meta({ description: 'Clicks of the asked classes; human ones when not asked otherwise.' }),
  leads: z.number(),
  sales: z.number(),
  saleAmount: z.number().meta({ description: 'Minor units of USD.' }),
  uniqueVisitors: z.number().meta({
    description:
      'Different visitors. The visitor id changes at midnight UTC, so a range counts a person once per day. Exact within a day and up to 4 000, beyond with a standard error of 0.3 %.',
  }),
};

export const CONTINENTS = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'] as const;
export const TRIGGERS = ['qr', 'link', 'pageview', 'deeplink'] as const;

const item = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object({ ...shape, ...metrics }));

export const analyticsCountSchema = z.object(metrics).meta({ id: 'AnalyticsCount' });
export const analyticsTimeseriesSchema = item({
  start: z.string().meta({ description: 'Start of the bucket, ISO 8601 with the offset of the asked zone.' }),
});
export const analyticsContinentsSchema = item({ continent: z.enum(CONTINENTS) });
export const analyticsCountriesSchema = item({ country: z.string(), region: z.literal('*'), city: z.literal('*') });
export const analyticsRegionsSchema = item({ country: z.string(), region: z.string(), city: z.literal('*') });
export const analyticsCitiesSchema = item({ country: z.string(), region: z.string(), city: z.string() });
export const analyticsDevicesSchema = item({ device: z.string() });
export const analyticsBrowsersSchema = item({ browser: z.string() });
export const analyticsOsSchema = item({ os: z.string() });
export const analyticsTriggersSchema = item({ trigger: z.enum(TRIGGERS) });
export const analyticsReferersSchema = item({ referer: z.string() });
export const analyticsRefererUrlsSchema = item({ refererUrl: z.string() });
export const analyticsTopLinksSchema = item({
  link: z.string().meta({ deprecated: true }),
  id: z.string(),
  domain: z.string(),
  key: z.string(),
  shortLink: z.string(),
  url: z.string(),
  title: z.string().nullable(),
  comments: z.string().nullable(),
  folderId: z.string().nullable(),
  partnerId: z.string().nullable(),
  createdAt: z.string(),
});
export const analyticsTopUrlsSchema = item({ url: z.string() });
/** Dimensions that the de-facto client has no shape for: it accepts an item that also carries the value as `url`. */
export const analyticsValuesSchema = z.array(
  z.looseObject({
    url: z.string().meta({ description: 'The value again, for clients that know no other shape.' }),
    ...metrics,
  }),
);

/** The answer depends on `groupBy`. */
export const analyticsSchema = z.union([
  analyticsCountSchema,
  analyticsTimeseriesSchema,
  analyticsContinentsSchema,
  analyticsCountriesSchema,
  analyticsRegionsSchema,
  analyticsCitiesSchema,
  analyticsDevicesSchema,
  analyticsBrowsersSchema,
  analyticsOsSchema,
  analyticsTriggersSchema,
  analyticsReferersSchema,
  analyticsRefererUrlsSchema,
  analyticsTopLinksSchema,
  analyticsTopUrlsSchema,
  analyticsValuesSchema,
]);

/** With `explain=true`. */
export const explainedAnalyticsSchema = z
  .object({ explain: z.array(explanationSchema), answer: analyticsSchema })
  .meta({ id: 'ExplainedAnalytics' });
export const analyticsAnswerSchema = z.union([analyticsSchema, explainedAnalyticsSchema]);

export type ExplainedAnalytics = z.infer<typeof explainedAnalyticsSchema>;
export type Analytics = z.infer<typeof analyticsSchema>;
export type Metrics = z.infer<typeof analyticsCountSchema>;
export type TimeseriesItem = z.infer<typeof analyticsTimeseriesSchema>[number];
export type TopLinksItem = z.infer<typeof analyticsTopLinksSchema>[number];
