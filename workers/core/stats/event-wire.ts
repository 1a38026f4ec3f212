/** One event of `GET /events`: nested objects plus the flat fields that older clients still require. */
import { z } from 'zod';
import { PAYMENT_PROCESSORS } from '../conversion/wire.ts';
import { customerSchema } from '../customer/wire.ts';
import { linkSchema } from '../link/wire.ts';

export const clickSchema = z
  .object({
    id: z.string().meta({ description: 'Click id.' }),
    timestamp: z.string(),
    url: z.string().meta({ description: 'Destination actually used.' }),
    country: z.string(),
    city: z.string(),
    region: z.string(),
    continent: z.string(),
    device: z.string(),
    browser: z.string(),
    os: z.string(),
    ua: z.string().nullable().meta({ description: 'Not kept: always null.' }),
    trigger: z.string().nullable(),
    referer: z.string(),
    refererUrl: z.string(),
    qr: z.boolean(),
    ip: z.string().meta({ description: 'Not kept: always empty.' }),
    class: z.string().meta({ description: 'human, bot, preview, prefetch, head, scanner, datacenter or spam.' }),
    reason: z.string().meta({
      description:
        'What put the hit in its class; `repeat` for a click within 30 minutes of the same visitor’s last one on the link.',
    }),
    rule: z.string().meta({ description: 'Targeting rule that chose the destination.' }),
    variant: z.string().meta({ description: 'Variant of the A/B test.' }),
  })
  .meta({ id: 'Click' });

/** What every event repeats at the top level, because older clients still require it. */
const flat = {
  click_id: z.string().meta({ deprecated: true }),
  link_id: z.string().meta({ deprecated: true }),
  domain: z.string().meta({ deprecated: true }),
  key: z.string().meta({ deprecated: true }),
  url: z.string().meta({ deprecated: true }),
  continent: z.string().meta({ deprecated: true }),
  country: z.string().meta({ deprecated: true }),
  city: z.string().meta({ deprecated: true }),
  device: z.string().meta({ deprecated: true }),
  browser: z.string().meta({ deprecated: true }),
  os: z.string().meta({ deprecated: true }),
  qr: z.number().int().meta({ deprecated: true }),
  ip: z.string().meta({ deprecated: true }),
};

export const clickEventSchema = z
  .object({
    event: z.literal('click'),
    timestamp: z.string(),
    click: clickSchema,
    link: linkSchema,
    ...flat,
  })
  .meta({ id: 'ClickEvent' });

const conversion = {
  timestamp: z.string(),
  eventId: z.string(),
  eventName: z.string(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  click: clickSchema,
  link: linkSchema,
  customer: customerSchema,
  ...flat,
};

export const leadEventSchema = z.object({ event: z.literal('lead'), ...conversion }).meta({ id: 'LeadEvent' });

export const saleEventSchema = z
  .object({
    event: z.literal('sale'),
    ...conversion,
    sale: z.object({
      amount: z.number().int().meta({ description: 'Cents of USD.' }),
      invoiceId: z.string().nullable(),
      paymentProcessor: z.enum(PAYMENT_PROCESSORS),
      currency: z.string().meta({ description: 'Always `usd`.' }),
    }),
    saleAmount: z.number().int().meta({ deprecated: true }),
    invoice_id: z.string().meta({ deprecated: true }),
    payment_processor: z.string().meta({ deprecated: true }),
  })
  .meta({ id: 'SaleEvent' });

export const eventSchema = z.union([clickEventSchema, leadEventSchema, saleEventSchema]);

export type WireClick = z.infer<typeof clickSchema>;
export type ClickEvent = z.infer<typeof clickEventSchema>;
export type LeadEvent = z.infer<typeof leadEventSchema>;
export type SaleEvent = z.infer<typeof saleEventSchema>;
export type WireEvent = z.infer<typeof eventSchema>;
