/** Customers as the API shows and takes them. */
import { z } from 'zod';
import { booleanParam, integerParam } from '../schema/params.ts';
import { MAX_AVATAR_CHARS, MAX_CUSTOMER_TEXT_CHARS } from './customer.ts';
import { CUSTOMER_SORTS } from './ports.ts';

const MAX_PAGE_SIZE = 100;
/** Deeper pages read every row before them; cursors have no such cost. */
const MAX_PAGE = 1_000;
const MAX_ID_CHARS = 300;

/** A link in short, as lists of other things name it. */
export const shortLinkSchema = z.object({
  id: z.string(),
  domain: z.string(),
  key: z.string(),
  shortLink: z.string(),
  url: z.string(),
  partnerId: z.string().nullable(),
  programId: z.string().nullable(),
  tenantId: z.string().nullable(),
  externalId: z.string().nullable(),
});

export const customerSchema = z
  .object({
    id: z.string().meta({ examples: ['cus_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name: z.string().nullable(),
    email: z.string().nullable(),
    avatar: z.string().nullable(),
    externalId: z.string().meta({ description: 'Your own id.' }),
    stripeCustomerId: z.string().nullable(),
    country: z.string().nullable().meta({ description: 'ISO 3166-1 alpha-2.' }),
    sales: z.number().int(),
    saleAmount: z.number().int().meta({ description: 'Cents of USD.' }),
    createdAt: z.string(),
    firstSaleAt: z.string().nullable(),
    subscriptionCanceledAt: z.string().nullable().meta({ description: 'Not kept: always null.' }),
  })
  .meta({ id: 'Customer' });

/** With the link that brought them. Partners and discounts do not exist here. */
export const expandedCustomerSchema = customerSchema
  .extend({
    link: shortLinkSchema.nullable().optional(),
    programId: z.string().nullable().optional(),
    partner: z.null().optional(),
    discount: z.null().optional(),
  })
  .meta({ id: 'ExpandedCustomer' });

const expand = { includeExpandedFields: booleanParam('Adds the link that brought the customer.').optional() };

export const listCustomersSchema = z.object({
  email: z.string().max(MAX_CUSTOMER_TEXT_CHARS).optional().meta({ description: 'Exactly this e-mail address.' }),
  externalId: z.string().max(MAX_CUSTOMER_TEXT_CHARS).optional().meta({ description: 'Your own id.' }),
  search: z
    .string()
    .max(MAX_CUSTOMER_TEXT_CHARS)
    .optional()
    .meta({ description: 'Part of e-mail, external id or name; ignored beside `email` or `externalId`.' }),
  country: z.string().max(2).optional().meta({ description: 'ISO 3166-1 alpha-2.' }),
  linkId: z.string().max(MAX_ID_CHARS).optional().meta({ description: 'The link that brought them.' }),
  programId: z.string().max(MAX_ID_CHARS).optional().meta({ description: 'Matches nobody: there are no programs.' }),
  partnerId: z.string().max(MAX_ID_CHARS).optional().meta({ description: 'Matches nobody: there are no partners.' }),
  ...expand,
  sortBy: z.enum([...CUSTOMER_SORTS, 'subscriptionCanceledAt']).prefault('createdAt'),
  sortOrder: z.enum(['asc', 'desc']).prefault('desc'),
  startingAfter: z.string().optional().meta({ description: 'Cursor: the id of the last customer seen.' }),
  endingBefore: z.string().optional().meta({ description: 'Cursor: the id of the first customer seen.' }),
  page: integerParam(1, MAX_PAGE, 'Page, from 1. Cursors are faster.').optional().meta({ deprecated: true }),
  pageSize: integerParam(1, MAX_PAGE_SIZE, 'Customers per page.').prefault('100'),
});

export const customerParamSchema = z.object({
  id: z.string().min(1).max(MAX_ID_CHARS).meta({ description: 'Id, or `ext_` and your own id.' }),
});
export const customerQuerySchema = z.object(expand);

export const customerText = z.string().trim().max(MAX_CUSTOMER_TEXT_CHARS);
export const avatarUrl = z
  .string()
  .max(MAX_AVATAR_CHARS)
  .regex(/^https?:\/\/\S+$/i, 'must be an http or https address');

export const updateCustomerSchema = z.object({
  email: z.email().max(MAX_CUSTOMER_TEXT_CHARS).nullable().optional(),
  name: customerText.nullable().optional(),
  avatar: avatarUrl.nullable().optional(),
  externalId: customerText.min(1).optional(),
  stripeCustomerId: customerText.min(1).nullable().optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be two letters, ISO 3166-1 alpha-2')
    .optional(),
});

export type WireCustomer = z.infer<typeof customerSchema>;
export type ExpandedCustomer = z.infer<typeof expandedCustomerSchema>;
export type WireShortLink = z.infer<typeof shortLinkSchema>;
export type ListCustomersQuery = z.output<typeof listCustomersSchema>;
export type UpdateCustomerInput = z.output<typeof updateCustomerSchema>;
