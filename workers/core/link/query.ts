/** Query parameters of the link lists, as schemas. */
import { z } from 'zod';
import { booleanParam, integerParam, listParam } from '../schema/params.ts';
import { MAX_DOMAIN_CHARS, MAX_KEY_CHARS } from './link.ts';

export const MAX_PAGE_SIZE = 100;
/** Deeper pages read every row before them; cursors have no such cost. */
export const MAX_PAGE = 1_000;
export const MAX_SEARCH_CHARS = 200;
const MAX_IDS = 100;

/** What lists can be ordered by. */
export const LINK_SORTS = ['createdAt'] as const;

const filters = {
  domain: z.string().max(MAX_DOMAIN_CHARS).optional().meta({ description: 'Links of this short domain.' }),
  tagId: z.string().optional().meta({ deprecated: true }),
  tagIds: listParam(MAX_IDS, 'Links with one of these tags.').optional(),
  tagNames: listParam(MAX_IDS, 'Links with one of these tags, by name.').optional(),
  folderId: z.string().optional().meta({ description: 'Links in this folder; `unsorted` for none.' }),
  search: z
    .string()
    .max(MAX_SEARCH_CHARS)
    .optional()
    .meta({ description: 'Part of key, destination, title or comments.' }),
  userId: z.string().optional().meta({ description: 'Links made by this person.' }),
  tenantId: z.string().optional().meta({ description: 'Links of your own tenant.' }),
  showArchived: booleanParam('Include archived links.').prefault('false'),
  withTags: booleanParam('Deprecated.').optional(),
  linkIds: listParam(MAX_IDS, 'Only these links.').optional(),
};

export const listLinksSchema = z.object({
  ...filters,
  sortBy: z.enum(LINK_SORTS).optional().meta({ description: 'Order of the list.' }),
  sort: z.enum(LINK_SORTS).optional().meta({ deprecated: true }),
  sortOrder: z.enum(['asc', 'desc']).optional().meta({ description: 'Newest first when absent.' }),
  startingAfter: z.string().optional().meta({ description: 'Cursor: the id of the last link seen.' }),
  endingBefore: z.string().optional().meta({ description: 'Cursor: the id of the first link seen.' }),
  page: integerParam(1, MAX_PAGE, 'Page, from 1. Cursors are faster.').optional(),
  pageSize: integerParam(1, MAX_PAGE_SIZE, 'Links per page.').prefault('100'),
});

export const countLinksSchema = z.object({
  ...filters,
  groupBy: z
    .enum(['domain', 'tagId', 'userId', 'folderId'])
    .optional()
    .meta({ description: 'Count per value instead of all.' }),
});

export const linkInfoSchema = z.object({
  linkId: z.string().optional().meta({ description: 'Id, or `ext_` and your own id.' }),
  externalId: z.string().optional().meta({ description: 'Your own id, with or without `ext_`.' }),
  domain: z
    .string()
    .min(1)
    .max(MAX_DOMAIN_CHARS)
    .optional()
    .meta({ description: 'Short domain, together with `key`.' }),
  key: z.string().min(1).max(MAX_KEY_CHARS).optional().meta({ description: 'Short code, together with `domain`.' }),
});

export type ListLinksQuery = z.output<typeof listLinksSchema>;
export type CountLinksQuery = z.output<typeof countLinksSchema>;
export type LinkInfoQuery = z.output<typeof linkInfoSchema>;
