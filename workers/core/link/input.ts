/** Bodies that create and change links, as schemas: structure and lengths. Meaning is checked in draft/ and references.ts. */
import { z } from 'zod';
import { MAX_RULES, targetingRuleSchema } from './rule-schema.ts';
import {
  MAX_CACHE_SECONDS,
  MAX_DESTINATION_CHARS,
  MAX_DOMAIN_CHARS,
  MAX_EXTERNAL_ID_CHARS,
  MAX_KEY_CHARS,
} from './link.ts';
import { MAX_PASSWORD_CHARS } from './password.ts';

/** Free texts nobody reads beyond this. */
const MAX_TEXT_CHARS = 5_000;
/** One bulk request; the same bound as the de-facto format. */
export const MAX_BULK_LINKS = 100;
/** There are about 250 country codes. */
const MAX_GEO_ENTRIES = 250;

const text = (max: number, description: string) =>
  z.string().max(max, `must be at most ${max} characters`).nullable().optional().meta({ description });
const url = (description: string) => z.string().max(MAX_DESTINATION_CHARS).nullable().optional().meta({ description });
const flag = (description: string) => z.boolean().optional().meta({ description });
const date = (description: string) =>
  z
    .string()
    .max(64)
    .nullable()
    .optional()
    .meta({ description: `${description} ISO 8601.`, examples: ['2027-01-01T00:00:00Z'] });
const oneOrMany = (description: string) =>
  z
    .union([z.string(), z.array(z.string()).max(100)])
    .optional()
    .meta({ description });

/** Fields that bulk updates may set, too. */
const shared = {
  tenantId: text(255, 'Your own tenant id.'),
  programId: text(255, 'Affiliate programme.'),
  partnerId: text(255, 'Affiliate partner.'),
  trackConversion: flag('Hand the click id to the destination.'),
  archived: flag('Leave out of lists.'),
  tagIds: oneOrMany('Tags by id.'),
  tagNames: oneOrMany('Tags by name.'),
  tagId: z.string().nullable().optional().meta({ deprecated: true }),
  folderId: text(255, 'Folder.'),
  comments: text(MAX_TEXT_CHARS, 'Notes for the team.'),
  expiresAt: date('When the link stops.'),
  expiredUrl: url('Where an expired link leads.'),
  fallbackUrl: url('Where visitors are led while the destination fails its health checks.'),
  password: text(MAX_PASSWORD_CHARS, 'Visitors must enter it. Stored as a hash; null removes it.'),
  proxy: flag('Show crawlers the preview below.'),
  title: text(MAX_TEXT_CHARS, 'Title of the social preview.'),
  description: text(MAX_TEXT_CHARS, 'Description of the social preview.'),
  image: text(MAX_DESTINATION_CHARS, 'Image of the social preview: an http(s) address.'),
  video: text(MAX_DESTINATION_CHARS, 'Video of the social preview: an http(s) address.'),
  rewrite: flag('Show the destination in a frame.'),
  ios: url('Destination on iPhone and iPad; may be an app scheme.'),
  android: url('Destination on Android; may be an app scheme.'),
  geo: z
    .record(z.string(), z.string().max(MAX_DESTINATION_CHARS))
    .refine((geo) => Object.keys(geo).length <= MAX_GEO_ENTRIES, `must have at most ${MAX_GEO_ENTRIES} countries`)
    .nullable()
    .optional()
    .meta({ description: 'Country code → destination.', examples: [{ DE: 'https://acme.de' }] }),
  doIndex: flag('Let search engines index the short address.'),
  utm_source: text(255, 'UTM source.'),
  utm_medium: text(255, 'UTM medium.'),
  utm_campaign: text(255, 'UTM campaign.'),
  utm_term: text(255, 'UTM term.'),
  utm_content: text(255, 'UTM content.'),
  ref: text(255, 'Sets `ref` on the destination.'),
  testVariants: z
    .array(z.object({ url: z.string().max(MAX_DESTINATION_CHARS), percentage: z.number().min(10).max(90) }))
    .min(2, 'must have 2 to 4 variants')
    .max(4, 'must have 2 to 4 variants')
    .nullable()
    .optional()
    .meta({ description: 'A/B test: 2 to 4 variants whose percentages make 100.' }),
  testStartedAt: date('Start of the A/B test.'),
  testCompletedAt: date('End of the A/B test.'),
  publicStats: flag('Deprecated.').meta({ deprecated: true }),
  webhookIds: z.array(z.string()).max(100).nullable().optional().meta({ deprecated: true }),
  startsAt: date('Before it the link answers "not started".'),
  maxClicks: z
    .number()
    .int()
    .min(1)
    .max(1_000_000_000)
    .nullable()
    .optional()
    .meta({ description: 'Let exactly this many visits through.' }),
  statusCode: z
    .union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)], 'must be 301, 302, 307 or 308')
    .nullable()
    .optional()
    .meta({ description: 'HTTP status of the redirect; 302 when absent.' }),
  cacheSeconds: z.number().int().min(0).max(MAX_CACHE_SECONDS).nullable().optional().meta({
    description:
      'How long a browser may repeat a 301 or 308 by itself. Those clicks reach nobody and are not counted, and a change of the link is not seen until the time is over. 0 or absent: every click is counted.',
  }),
  rules: z
    .array(targetingRuleSchema)
    .max(MAX_RULES)
    .nullable()
    .optional()
    .meta({ description: 'Targeting rules, tried in order before `geo`.' }),
  forwardQuery: flag("Hand the visitor's own query parameters to the destination; true when absent."),
  disabled: flag('Switch the link off (true) or on again (false).'),
};

const naming = {
  domain: z
    .string()
    .min(1)
    .max(MAX_DOMAIN_CHARS)
    .optional()
    .meta({ description: "Short domain; the workspace's primary one when absent.", examples: ['go.acme.com'] }),
  key: z
    .string()
    .min(1)
    .max(MAX_KEY_CHARS)
    .optional()
    .meta({ description: 'Short code; random when absent.', examples: ['launch'] }),
  externalId: z
    .string()
    .min(1)
    .max(MAX_EXTERNAL_ID_CHARS)
    .nullable()
    .optional()
    .meta({ description: 'Your own id of this link.' }),
};

const destination = z
  .string()
  .max(MAX_DESTINATION_CHARS)
  .meta({
    description: 'Destination. May be empty for the root link of a domain.',
    examples: ['https://acme.com/launch'],
  });

export const createLinkSchema = z
  .object({
    url: destination,
    ...naming,
    keyLength: z.number().int().min(3).max(MAX_KEY_CHARS).optional().meta({ description: 'Length of the random key.' }),
    utmTemplateId: z
      .string()
      .max(100)
      .nullable()
      .optional()
      .meta({ description: 'Fills the UTM fields that are not given here.' }),
    fetchMetadata: flag('Fill in title, description and image from the destination where they are not given.'),
    prefix: z.string().max(MAX_KEY_CHARS).optional().meta({ description: 'Starts the random key, e.g. `/c/`.' }),
    ...shared,
  })
  .meta({ id: 'CreateLink' });

export const updateLinkSchema = z
  .object({ url: destination.optional(), ...naming, ...shared })
  .meta({ id: 'UpdateLink' });

export const bulkUpdateSchema = z
  .object({
    linkIds: z.array(z.string()).max(MAX_BULK_LINKS).optional(),
    externalIds: z.array(z.string()).max(MAX_BULK_LINKS).optional(),
    data: z.object({ url: destination.optional(), ...shared }),
  })
  .meta({ id: 'BulkUpdateLinks' });

export type CreateLinkInput = z.output<typeof createLinkSchema>;
export type UpdateLinkInput = z.output<typeof updateLinkSchema>;
export type BulkUpdateInput = z.output<typeof bulkUpdateSchema>;
