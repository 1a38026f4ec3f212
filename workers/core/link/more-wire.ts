/** What surrounds links, as the API shows and takes it: availability, order, the deleted, history. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { isoDate } from '../schema/date.ts';
import type { HistoryEntry } from './history.ts';
import { MAX_DESTINATION_CHARS, MAX_DOMAIN_CHARS, MAX_KEY_CHARS } from './link.ts';
import { MAX_PLACED_LINKS } from './order.ts';
import type { DeletedLink } from './ports.ts';
import { QUARANTINE_MS } from './publish.ts';

const MAX_PAGE = 100;
const domain = z
  .string()
  .min(1)
  .max(MAX_DOMAIN_CHARS)
  .optional()
  .meta({ description: "Short domain; the workspace's primary one when absent.", examples: ['go.acme.com'] });
const key = z
  .string()
  .min(1)
  .max(MAX_KEY_CHARS)
  .meta({ description: 'Short code.', examples: ['launch'] });
const pageSize = integerParam(1, MAX_PAGE, 'Entries per page.').prefault('50');

export const keyExistsSchema = z.object({ domain, key });
export const keyAvailabilitySchema = z
  .object({ domain: z.string(), key: z.string(), exists: z.boolean().meta({ description: 'True: somebody has it.' }) })
  .meta({ id: 'KeyAvailability' });

export const randomKeySchema = z.object({
  domain,
  keyLength: integerParam(3, MAX_KEY_CHARS, 'Length of the key; it grows when that length is crowded.').optional(),
});
export const freeKeySchema = z.object({ domain: z.string(), key: z.string() }).meta({ id: 'FreeKey' });

export const duplicatesSchema = z.object({
  url: z
    .string()
    .min(1)
    .max(MAX_DESTINATION_CHARS)
    .meta({ description: 'Destination to look for.', examples: ['https://acme.com/launch'] }),
});

export const orderSchema = z
  .object({
    linkIds: z
      .array(z.string().max(100))
      .max(MAX_PLACED_LINKS)
      .meta({ description: 'The whole order, first link first; an empty list takes every link out of it.' }),
  })
  .meta({ id: 'LinkOrder' });

export const transferSchema = z
  .object({
    workspaceId: z.string().min(1).max(100).meta({ description: 'Another workspace of yours.' }),
    domain,
  })
  .meta({ id: 'TransferLink' });

export const deletedQuerySchema = z.object({
  startingAfter: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last link seen.' }),
  pageSize,
});
export const deletedLinkSchema = z
  .object({
    id: z.string(),
    domain: z.string(),
    key: z.string(),
    url: z.string(),
    title: z.string().nullable(),
    deletedAt: z.string().nullable().meta({ description: 'ISO 8601.' }),
    deletedBy: z.string().meta({ description: '`user:…` or `token:…`.' }),
    restorableUntil: z.string().nullable().meta({ description: 'ISO 8601. Until then nobody else can have the key.' }),
  })
  .meta({ id: 'DeletedLink' });

export function toWireDeleted({ link, deletedAt, deletedBy }: DeletedLink): z.infer<typeof deletedLinkSchema> {
  const { id, domain: host, key: code, url, title } = link;
  const until = isoDate(deletedAt + QUARANTINE_MS);
  return { id, domain: host, key: code, url, title, deletedAt: isoDate(deletedAt), deletedBy, restorableUntil: until };
}

export const historyQuerySchema = z.object({
  before: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last entry seen.' }),
  pageSize,
});
const values = z.record(z.string(), z.unknown());
export const historyEntrySchema = z
  .object({
    id: z.string(),
    action: z.string().meta({ examples: ['link.update'] }),
    actor: z.string().meta({ description: '`user:…`, `token:…` or `system:…`.' }),
    change: z
      .object({ before: values.optional(), after: values.optional() })
      .meta({ description: 'Only what changed; a password is never shown.' }),
    requestId: z.string(),
    createdAt: z.string().nullable().meta({ description: 'ISO 8601.' }),
  })
  .meta({ id: 'LinkHistoryEntry' });

export function toWireHistory(entry: HistoryEntry): z.infer<typeof historyEntrySchema> {
  return { ...entry, createdAt: isoDate(entry.createdAt) };
}
