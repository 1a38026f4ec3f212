/** Short domains as the API shows them. */
import { z } from 'zod';
import { booleanParam, integerParam } from '../schema/params.ts';

export const MAX_DOMAINS_PAGE_SIZE = 50;

export const domainSchema = z
  .object({
    id: z.string(),
    slug: z.string().meta({ examples: ['go.acme.com'] }),
    verified: z.boolean(),
    primary: z.boolean(),
    archived: z.boolean(),
    placeholder: z.string().nullable(),
    expiredUrl: z.string().nullable(),
    notFoundUrl: z.string().nullable(),
    logo: z.string().nullable(),
    assetLinks: z.string().nullable(),
    appleAppSiteAssociation: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    registeredDomain: z.null().meta({ description: 'Domains cannot be bought here.' }),
  })
  .meta({ id: 'Domain' });

export const listDomainsSchema = z.object({
  archived: booleanParam('Include archived domains.').prefault('false'),
  search: z.string().max(190).optional(),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_DOMAINS_PAGE_SIZE, 'Domains per page.').prefault('50'),
});

export type WireDomain = z.infer<typeof domainSchema>;
export type ListDomainsQuery = z.output<typeof listDomainsSchema>;
