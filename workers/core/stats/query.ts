/** Query parameters of analytics and events, as schemas. What they mean is worked out in parse.ts. */
import { z } from 'zod';
import { booleanParam, integerParam } from '../schema/params.ts';
import { MAX_DOMAIN_CHARS, MAX_KEY_CHARS } from '../link/link.ts';
import { BREAKDOWN_NAMES } from './dimension.ts';
import type { BucketUnit } from './time/buckets.ts';

export const INTERVALS = ['24h', '7d', '30d', '90d', '1y', 'mtd', 'qtd', 'ytd', 'all'] as const;
export type Interval = (typeof INTERVALS)[number];

/** A filter of this many characters already holds hundreds of values. */
const MAX_FILTER_CHARS = 8_000;
/** Said of each filter: a reader sees one of them at a time. */
const FILTER_SYNTAX =
  '`a` is, `a,b` is one of, `-a,b` is none of, `~a` contains. A backslash takes a `,`, `-` or `~` after it as part of the value.';
const filter = (description: string) =>
  z
    .string()
    .max(MAX_FILTER_CHARS)
    .optional()
    .meta({ description: `${description} ${FILTER_SYNTAX}` });
const oneOf = (description: string) => z.string().max(MAX_FILTER_CHARS).optional().meta({ description });

export const rangeParams = {
  interval: z
    .enum(INTERVALS)
    .optional()
    .meta({ description: 'Preset range; ignored when `start` is given. 30d when absent.' }),
  start: z.string().max(64).optional().meta({ description: 'Start of the range, ISO 8601.' }),
  end: z.string().max(64).optional().meta({ description: 'End of the range, ISO 8601; now when absent.' }),
  timezone: z
    .string()
    .max(64)
    .prefault('UTC')
    .meta({ description: 'IANA zone in which days begin; an unknown one counts as UTC.' }),
};

export const filterParams = {
  domain: z
    .string()
    .max(MAX_DOMAIN_CHARS * 10)
    .optional()
    .meta({ description: `Short domain. ${FILTER_SYNTAX}` }),
  key: z.string().max(MAX_KEY_CHARS).optional().meta({ description: 'Short code, together with one `domain`.' }),
  linkId: filter('Link.'),
  externalId: z.string().max(259).optional().meta({ description: 'Your own id of one link, with or without `ext_`.' }),
  tenantId: z.string().max(255).optional().meta({ description: 'Links of your own tenant.' }),
  tagId: oneOf('Links that carry one of these tags now.'),
  tagIds: oneOf('Older name of `tagId`.').meta({ deprecated: true }),
  folderId: z.string().max(100).optional().meta({ description: 'Links in this folder now; `unsorted` for none.' }),
  customerId: z
    .string()
    .max(300)
    .optional()
    .meta({ description: 'Leads and sales of one customer: id, or `ext_` and your own id.' }),
  partnerId: z.string().optional(),
  partnerTagId: z.string().optional(),
  groupId: z.string().optional(),
  programId: z.string().optional().meta({ deprecated: true }),
  country: filter('ISO 3166-1 alpha-2.'),
  city: filter('City.'),
  region: filter('ISO 3166-2 subdivision part.'),
  continent: filter('AF AN AS EU NA OC SA.'),
  device: filter('Device.'),
  browser: filter('Browser.'),
  os: filter('Operating system.'),
  trigger: filter('qr, link, pageview or deeplink.'),
  referer: filter('Host of the referring page, or `(direct)`.'),
  refererUrl: filter('Address of the referring page.'),
  url: filter('Destination.'),
  language: filter('Preferred language, e.g. `de-CH`.'),
  source: filter('Traffic source, e.g. `Google`.'),
  channel: filter('Channel, e.g. `Organic Search`.'),
  os_version: filter('Version of the operating system.'),
  browser_version: filter('Version of the browser.'),
  variant: filter('Variant of the A/B test.'),
  rule: filter('Targeting rule.'),
  reason: filter(
    'What put a hit in its class, or `repeat`; `-repeat` leaves out clicks soon after the same visitor’s last.',
  ),
  utm_source: filter('UTM source.'),
  utm_medium: filter('UTM medium.'),
  utm_campaign: filter('UTM campaign.'),
  utm_term: filter('UTM term.'),
  utm_content: filter('UTM content.'),
  root: booleanParam('true: only root links; false: none of them.').optional(),
  qr: booleanParam('Deprecated, use trigger.').optional(),
  saleType: z
    .enum(['new', 'recurring'])
    .optional()
    .meta({ description: 'Sales only: the customer’s first one, or later ones.' }),
  query: z
    .string()
    .max(10_000)
    .optional()
    .meta({
      description:
        'Filter on the metadata of leads and sales: conditions joined by AND or by OR. Operators: `:` or `=`, `!=`, `<`, `<=`, `>`, `>=`.',
      examples: ["metadata['plan']:'pro' AND metadata['seats']>=5"],
    }),
  classes: z
    .string()
    .max(200)
    .optional()
    .meta({
      description:
        'Which hits count: a list of human, bot, preview, prefetch, head, scanner, datacenter, spam; or `all`. Only `human` when absent.',
      examples: ['all'],
    }),
  segmentId: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Saved segment: its filters beside these, which win where both say something.' }),
  include: z
    .string()
    .max(200)
    .optional()
    .meta({
      description: 'Classes that count beside people: a list like `bot,preview`, or `all`. Instead of `classes`.',
      examples: ['bot,preview'],
    }),
};

/** Rows of one breakdown; more are cut off, largest kept. */
export const MAX_BREAKDOWN_ROWS = 1_000;

export const analyticsQuerySchema = z.object({
  event: z.enum(['clicks', 'leads', 'sales', 'composite']).prefault('clicks'),
  groupBy: z
    .enum(['count', 'timeseries', ...BREAKDOWN_NAMES, 'trigger', 'top_partners', 'top_groups', 'top_partner_tags'])
    .prefault('count'),
  explain: booleanParam('true: the answer becomes `{ explain, answer }`. Scope: `audit.read`.').optional(),
  ...rangeParams,
  ...filterParams,
});

export const MAX_EVENTS_LIMIT = 1_000;
/** The last event reachable by paging; beyond it narrow the range. */
export const MAX_EVENTS_OFFSET = 100_000;

export const eventsQuerySchema = z.object({
  event: z.enum(['clicks', 'leads', 'sales']).prefault('clicks'),
  page: integerParam(1, MAX_EVENTS_OFFSET, 'Page, from 1.').prefault('1'),
  limit: integerParam(1, MAX_EVENTS_LIMIT, 'Events per page.').prefault('100'),
  cursor: z.string().max(100).optional().meta({
    description: 'Of the answer before, from its `X-Next-Cursor`: goes on after its last event, however deep.',
  }),
  sortOrder: z.enum(['asc', 'desc']).optional(),
  order: z.enum(['asc', 'desc']).optional().meta({ deprecated: true }),
  sortBy: z.enum(['timestamp']).prefault('timestamp'),
  ...rangeParams,
  ...filterParams,
});

export type AnalyticsQuery = z.output<typeof analyticsQuerySchema>;
export type EventsQuery = z.output<typeof eventsQuerySchema>;
/** What both have in common. */
export type StatsFilters = Omit<
  EventsQuery,
  'event' | 'page' | 'limit' | 'cursor' | 'sortOrder' | 'order' | 'sortBy'
> & {
  granularity?: BucketUnit | undefined;
};
