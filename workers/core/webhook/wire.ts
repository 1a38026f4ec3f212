/** Webhooks and their deliveries as the API shows and takes them. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { MAX_TARGET_CHARS } from '../outbound/target.ts';
import { MAX_SCOPE_IDS, WEBHOOK_EVENTS } from './webhook.ts';

const MAX_NAME_CHARS = 100;
const MAX_DELIVERIES_PAGE_SIZE = 100;

const ids = (description: string) =>
  z.array(z.string().min(1).max(64)).max(MAX_SCOPE_IDS).optional().meta({ description });
const triggers = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1, 'must name at least one event')
  .max(WEBHOOK_EVENTS.length)
  .meta({ examples: [['link.created', 'link.clicked']] });
const name = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME_CHARS)
  .meta({ examples: ['Order system'] });
const url = z
  .string()
  .min(1)
  .max(MAX_TARGET_CHARS)
  .meta({
    description: 'https address that takes a POST.',
    examples: ['https://hooks.acme.com/hopline'],
  });

export const webhookSchema = z
  .object({
    id: z.string().meta({ examples: ['wh_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name,
    url,
    triggers,
    linkIds: z.array(z.string()),
    folderIds: z.array(z.string()),
    disabledAt: z.string().nullable().meta({ description: 'Switched off, by hand or after failing for hours.' }),
    consecutiveFailures: z.number().int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Webhook' });

export const webhookWithSecretSchema = webhookSchema
  .extend({
    secret: z.string().meta({
      description: 'Verifies signatures. It cannot be shown again.',
      examples: ['whsec_6f1d0c9e7b5a43218f0e1d2c3b4a59687766554433221100ffeeddccbbaa9988'],
    }),
  })
  .meta({ id: 'WebhookWithSecret' });

const scope = {
  linkIds: ids('Clicks, leads and sales of these links alone.'),
  folderIds: ids('Clicks, leads and sales of links in these folders alone.'),
};

export const createWebhookSchema = z.object({ name, url, triggers, ...scope }).meta({ id: 'CreateWebhook' });

export const updateWebhookSchema = z
  .object({
    name: name.optional(),
    url: url.optional(),
    triggers: triggers.optional(),
    ...scope,
    disabled: z.boolean().optional().meta({ description: 'Switch off (true) or on again (false).' }),
  })
  .meta({ id: 'UpdateWebhook' });

export const testWebhookSchema = z
  .object({ trigger: z.enum(WEBHOOK_EVENTS).optional().meta({ description: 'Event to send an example of.' }) })
  .meta({ id: 'TestWebhook' });

export const deliverySchema = z
  .object({
    id: z.string(),
    webhookId: z.string(),
    eventId: z.string(),
    event: z.enum(WEBHOOK_EVENTS),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.number().int(),
    nextAttemptAt: z.string().nullable(),
    status: z.number().int().nullable().meta({ description: 'HTTP status of the last answer.' }),
    error: z
      .string()
      .nullable()
      .meta({ examples: ['The receiver answered 503.'] }),
    response: z.string().nullable().meta({ description: 'Beginning of the last answer.' }),
    tookMs: z.number().int().nullable(),
    body: z
      .string()
      .meta({ description: 'What is posted, byte for byte.', examples: ['{"id":"evt_01","event":"link.created"}'] }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'WebhookDelivery' });

export const listDeliveriesSchema = z.object({
  state: z.enum(['waiting', 'delivered', 'failed']).optional(),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_DELIVERIES_PAGE_SIZE, 'Deliveries per page.').prefault('50'),
});

export type WireWebhook = z.infer<typeof webhookSchema>;
export type WireDelivery = z.infer<typeof deliverySchema>;
export type CreateWebhookInput = z.output<typeof createWebhookSchema>;
export type UpdateWebhookInput = z.output<typeof updateWebhookSchema>;
export type ListDeliveriesQuery = z.output<typeof listDeliveriesSchema>;
