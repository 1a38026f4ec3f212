/** Leads and sales as the API takes and confirms them. */
import { z } from 'zod';
import { MAX_CUSTOMER_TEXT_CHARS } from '../customer/customer.ts';
import { avatarUrl, customerText, shortLinkSchema } from '../customer/wire.ts';
import { MAX_EVENT_NAME_CHARS, MAX_INVOICE_CHARS } from '../event/conversion.ts';

/** More of one lead at a time is a mistake. */
const MAX_QUANTITY = 100;
/** A hundred billion of the smallest unit: beyond any sale, and far below where numbers lose digits. */
const MAX_AMOUNT = 100_000_000_000;
const MAX_CLICK_ID_CHARS = 100;

export const PAYMENT_PROCESSORS = [
  'stripe',
  'shopify',
  'polar',
  'paddle',
  'apple',
  'revenuecat',
  'lemonsqueezy',
  'dub',
  'custom',
] as const;

const clickId = z.string().max(MAX_CLICK_ID_CHARS);
const label = z.string().trim().min(1).max(MAX_EVENT_NAME_CHARS);
const person = {
  customerExternalId: z
    .string()
    .trim()
    .min(1)
    .max(MAX_CUSTOMER_TEXT_CHARS)
    .meta({ description: 'Your own id of the customer.', examples: ['user_123'] }),
  customerName: customerText.nullish().meta({ description: 'One is made up when absent.' }),
  customerEmail: z.email().max(MAX_CUSTOMER_TEXT_CHARS).nullish(),
  customerAvatar: avatarUrl.nullish(),
};
const metadata = z.record(z.string(), z.unknown()).nullish().meta({
  description: 'Anything, at most 10,000 characters as JSON. Secrets, card numbers and e-mail addresses are removed.',
});

export const trackLeadSchema = z.object({
  clickId: clickId.prefault('').meta({
    description: 'The `dub_id` that the click handed to your page. Empty: the click of the known customer.',
  }),
  eventName: label.meta({ examples: ['Sign up'] }),
  ...person,
  mode: z.enum(['async', 'wait', 'deferred']).prefault('async').meta({
    description:
      '`async`: answered when it is safe; `wait`: when it is counted; `deferred`: the customer now, the lead by a later call.',
  }),
  eventQuantity: z.number().int().min(1).max(MAX_QUANTITY).nullish().meta({ description: 'Counts this many times.' }),
  metadata,
});

export const trackSaleSchema = z.object({
  ...person,
  amount: z.number().int().min(0).max(MAX_AMOUNT).meta({ description: 'Minor units of the currency.' }),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code such as usd')
    .transform((code) => code.toLowerCase())
    .prefault('usd')
    .meta({ description: 'ISO 4217. Other currencies are kept as USD, too.' }),
  eventName: label.prefault('Purchase'),
  paymentProcessor: z.enum(PAYMENT_PROCESSORS).prefault('custom'),
  invoiceId: z
    .string()
    .trim()
    .max(MAX_INVOICE_CHARS)
    .nullish()
    .meta({ description: 'One sale per invoice, however often it is sent.' }),
  leadEventName: z
    .string()
    .trim()
    .max(MAX_EVENT_NAME_CHARS)
    .nullish()
    .meta({ description: 'The lead that the sale belongs to.' }),
  clickId: clickId.nullish().meta({ description: 'For a sale to somebody who is no customer yet.' }),
  metadata,
});

const trackedCustomer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  avatar: z.string().nullable(),
  externalId: z.string().nullable(),
});

export const trackedLeadSchema = z
  .object({
    click: z.object({ id: z.string() }),
    link: shortLinkSchema.nullable(),
    customer: trackedCustomer,
  })
  .meta({ id: 'TrackedLead' });

export const trackedSaleSchema = z
  .object({
    eventName: z.string(),
    customer: trackedCustomer.extend({ id: z.string() }).nullable().meta({
      description: 'Null when nobody is known by this id and no click was given: then nothing was counted.',
    }),
    sale: z
      .object({
        amount: z.number().int().meta({ description: 'Cents of USD.' }),
        currency: z.string().meta({ description: 'Always `usd`.' }),
        paymentProcessor: z.string(),
        invoiceId: z.string().nullable(),
        metadata: z.record(z.string(), z.unknown()).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'TrackedSale' });

export type TrackLeadInput = z.output<typeof trackLeadSchema>;
export type TrackSaleInput = z.output<typeof trackSaleSchema>;
export type TrackedLead = z.infer<typeof trackedLeadSchema>;
export type TrackedSale = z.infer<typeof trackedSaleSchema>;
