/** Short domains as the API shows and takes them. */
import { z } from 'zod';
import { MAX_DESTINATION_CHARS, MAX_DOMAIN_CHARS } from '../link/link.ts';
import { booleanParam, integerParam, listParam } from '../schema/params.ts';
import { MAX_APP_FILE_CHARS, MAX_LOGO_CHARS, MAX_PLACEHOLDER_CHARS } from './domain.ts';

export const MAX_DOMAINS_PAGE_SIZE = 50;
/** Names of one status question. */
const MAX_STATUS_NAMES = 50;

const slug = z.string().min(1).max(MAX_DOMAIN_CHARS);
const text = (max: number, description: string, example?: string) =>
  z
    .string()
    .max(max, `must be at most ${max} characters`)
    .nullable()
    .optional()
    .meta({ description, ...(example === undefined ? {} : { examples: [example] }) });

export const domainSchema = z
  .object({
    id: z.string().meta({ examples: ['dom_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    slug: z.string().meta({ examples: ['go.acme.com'] }),
    verified: z
      .boolean()
      .meta({ description: 'The workspace has proven that the name is its own. Only then it serves links.' }),
    primary: z.boolean().meta({ description: 'Links that name no domain get this one.' }),
    archived: z.boolean(),
    shared: z.boolean().meta({ description: 'Every workspace of this instance may make links on it.' }),
    caseSensitive: z.boolean().meta({ description: 'Keys that differ in case alone are different links.' }),
    placeholder: z.string().nullable(),
    expiredUrl: z.string().nullable().meta({ description: 'Where expired links without a page of their own lead.' }),
    notFoundUrl: z.string().nullable().meta({ description: 'Where unknown keys lead.' }),
    logo: z.string().nullable().meta({ description: 'Drawn into the QR codes of the domain.' }),
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

const settings = {
  expiredUrl: text(MAX_DESTINATION_CHARS, 'Where expired links lead.', 'https://acme.com/expired'),
  notFoundUrl: text(MAX_DESTINATION_CHARS, 'Where unknown keys lead.', 'https://acme.com/'),
  archived: z.boolean().optional().meta({ description: 'Leave out of lists; its links go on working.' }),
  placeholder: text(MAX_PLACEHOLDER_CHARS, 'Example destination shown when a link is made.', 'https://acme.com/shoes'),
  logo: text(MAX_LOGO_CHARS, 'https address of a picture, or a PNG, JPEG, GIF or WebP as a base64 data: address.'),
  assetLinks: text(MAX_APP_FILE_CHARS, 'Body of /.well-known/assetlinks.json: a JSON list.'),
  appleAppSiteAssociation: text(MAX_APP_FILE_CHARS, 'Body of /.well-known/apple-app-site-association: a JSON object.'),
  caseSensitive: z
    .boolean()
    .optional()
    .meta({ description: 'Tell keys apart by case. Can change only while the domain has no links.' }),
};

export const createDomainSchema = z
  .object({ slug: slug.meta({ description: 'Host name.', examples: ['go.acme.com'] }), ...settings })
  .meta({ id: 'CreateDomain' });

export const updateDomainSchema = z
  .object({
    slug: slug.optional().meta({ description: 'Another host name; only while the domain has no links.' }),
    ...settings,
  })
  .meta({ id: 'UpdateDomain' });

export const domainDnsSchema = z
  .object({
    slug: z.string(),
    verified: z.boolean(),
    records: z.array(
      z.object({
        purpose: z.enum(['proof', 'traffic']),
        type: z.enum(['TXT', 'CNAME']),
        name: z.string().meta({ examples: ['_hopline.go.acme.com'] }),
        value: z.string().meta({ examples: ['hopline-verify=4f1c0b6a9d2e4b7f8a3c5d6e7f809123'] }),
        status: z
          .enum(['found', 'missing', 'different', 'unknown'])
          .meta({ description: '`unknown`: the DNS could not be asked at the moment.' }),
        found: z.array(z.string()).meta({ description: 'What is there instead.' }),
      }),
    ),
    help: z.string(),
    certificate: z
      .object({ status: z.string().meta({ examples: ['active', 'pending'] }), problems: z.array(z.string()) })
      .nullable()
      .meta({ description: 'The TLS certificate of the name; null where this instance does not manage them.' }),
  })
  .meta({ id: 'DomainDns' });

export const transferDomainSchema = z
  .object({
    workspaceId: z.string().min(1).max(64).meta({ description: 'A workspace in which you may change domains.' }),
  })
  .meta({ id: 'TransferDomain' });

export const registerDomainSchema = z
  .object({
    domain: slug.regex(/\.[lL][iI][nN][kK]$/, 'must end in .link').meta({ examples: ['acme.link'] }),
  })
  .meta({ id: 'RegisterDomain' });

export const registrationSchema = z
  .object({ domain: z.string(), status: z.string(), expiration: z.number().nullable() })
  .meta({ id: 'DomainRegistration' });

export const domainStatusQuerySchema = z.object({
  domains: listParam(MAX_STATUS_NAMES, 'Names, separated by commas.'),
});

export const domainStatusSchema = z
  .object({
    domain: z.string(),
    available: z.boolean().meta({ description: 'Can be registered through this instance.' }),
    premium: z.boolean().nullable(),
    prices: z.object({ registration: z.number().nullable(), renewal: z.number().nullable() }).nullable(),
    price: z.string().nullable().meta({ deprecated: true }),
  })
  .meta({ id: 'DomainStatus' });

export type WireDomain = z.infer<typeof domainSchema>;
export type WireDomainDns = z.infer<typeof domainDnsSchema>;
export type DomainStatus = z.infer<typeof domainStatusSchema>;
export type ListDomainsQuery = z.output<typeof listDomainsSchema>;
export type CreateDomainInput = z.output<typeof createDomainSchema>;
export type UpdateDomainInput = z.output<typeof updateDomainSchema>;
