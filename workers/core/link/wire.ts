/** The link as the API shows it: the field's de-facto wire format, plus what only this product has. */
import { z } from 'zod';
import { BLOCK_REASONS } from '../abuse/case.ts';
import { tagSchema } from '../tag/wire.ts';
import { targetingRuleSchema } from './rule-schema.ts';

const text = (description: string) => z.string().nullable().meta({ description });
const date = (description: string) =>
  z
    .string()
    .nullable()
    .meta({ description: `${description} ISO 8601.`, examples: ['2026-11-21T12:00:00.000Z'] });
const count = (description: string) => z.number().int().meta({ description });
const flag = (description: string) => z.boolean().meta({ description });

export const testVariantSchema = z
  .object({
    url: z.string().meta({ description: 'Destination of this variant.' }),
    percentage: z
      .number()
      .min(10)
      .max(90)
      .meta({ description: 'Share of visitors, 10 to 90; all shares together make 100.' }),
  })
  .meta({ id: 'TestVariant' });

const names = {
  id: z.string().meta({ description: 'Id of the link.', examples: ['link_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
  domain: z.string().meta({ description: 'Short domain.', examples: ['go.acme.com'] }),
  key: z.string().meta({ description: 'The short code; `_root` for the bare domain.', examples: ['launch'] }),
  url: z.string().meta({ description: 'Destination.', examples: ['https://acme.com/launch'] }),
  shortLink: z.string().meta({ description: 'The full short address.', examples: ['https://go.acme.com/launch'] }),
  qrCode: z.string().meta({ description: 'Address of a QR image of this link.' }),
};

const owners = {
  externalId: text('Your own id of this link, unique in the workspace; usable as `ext_{externalId}`.'),
  tenantId: text('Your own tenant id; lists filter by it.'),
  programId: text('Affiliate programme.'),
  partnerId: text('Affiliate partner.'),
  folderId: text('Folder.'),
  userId: text('Who created it.'),
  workspaceId: z.string().meta({ description: 'Workspace, with its prefix.' }),
  projectId: z.string().meta({ description: 'Workspace id without its prefix.', deprecated: true }),
  tagId: text('First tag.').meta({ deprecated: true }),
  tags: z.array(tagSchema).nullable().meta({ description: 'Tags.' }),
  webhookIds: z.array(z.string()).meta({ deprecated: true }),
  comments: text('Notes for the team.'),
};

const behaviour = {
  trackConversion: flag('Hand the click id to the destination so that leads and sales can be tied to the click.'),
  archived: flag('Left out of lists unless asked for.'),
  expiresAt: date('When the link stops.'),
  expiredUrl: text('Where an expired link leads.'),
  fallbackUrl: z.string().nullable().meta({ description: 'In use while the destination fails its health checks.' }),
  fallbackSince: z
    .string()
    .nullable()
    .meta({ description: 'Since when visitors are led to the fallback; null: they are not.' }),
  disabledAt: date('When the link was switched off; visitors are told so.'),
  password: text('`********` when the link asks for a password. Only a hash is stored.'),
  proxy: flag('Show crawlers the title, description and image below.'),
  title: text('Title of the social preview.'),
  description: text('Description of the social preview.'),
  image: text('Image of the social preview.'),
  video: text('Video of the social preview.'),
  rewrite: flag('Show the destination in a frame under the short address.'),
  doIndex: flag('Let search engines index the short address.'),
  ios: text('Destination on iPhone and iPad.'),
  android: text('Destination on Android.'),
  geo: z.record(z.string(), z.string()).nullable().meta({ description: 'Country code → destination.' }),
  publicStats: flag('Deprecated.').meta({ deprecated: true }),
  utm_source: text('UTM source, also written into the destination.'),
  utm_medium: text('UTM medium, also written into the destination.'),
  utm_campaign: text('UTM campaign, also written into the destination.'),
  utm_term: text('UTM term, also written into the destination.'),
  utm_content: text('UTM content, also written into the destination.'),
  testVariants: z.array(testVariantSchema).nullable().meta({ description: 'A/B test.' }),
  testStartedAt: date('Start of the A/B test.'),
  testCompletedAt: date('End of the A/B test.'),
};

const counters = {
  clicks: count('Human clicks, live from the ledger.'),
  leads: count('Leads.'),
  conversions: count('Leads that became paying.'),
  sales: count('Sales.'),
  saleAmount: count('Sales in minor units of USD.'),
  lastClicked: date('Newest human click.'),
  createdAt: z.string().meta({ description: 'ISO 8601.' }),
  updatedAt: z.string().meta({ description: 'ISO 8601.' }),
};

/** Beyond the de-facto format; clients of that format ignore unknown fields. */
const ours = {
  blocked: z
    .object({ since: z.string(), reason: z.enum(BLOCK_REASONS) })
    .nullable()
    .meta({
      description:
        'Set by those who run this instance: the link leads nowhere, cannot be changed, and its owner can appeal. Null otherwise.',
      examples: [null],
    }),
  startsAt: date('Before it the link answers "not started".'),
  maxClicks: z.number().int().nullable().meta({ description: 'Exactly this many visits are let through.' }),
  statusCode: z
    .union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)])
    .meta({ description: 'HTTP status of the redirect.' }),
  cacheSeconds: count('Seconds a browser may repeat a 301 or 308 by itself; those clicks are not counted.'),
  rules: z.array(targetingRuleSchema).nullable().meta({ description: 'Targeting rules, tried in order before `geo`.' }),
  forwardQuery: flag("Hand the visitor's own query parameters to the destination."),
};

export const linkSchema = z
  .object({ ...names, ...owners, ...behaviour, ...counters, ...ours })
  .meta({ id: 'Link', description: 'A short link.' });

export type WireLink = z.infer<typeof linkSchema>;
