/** Query parameters of the link lists, as schemas. */
import { z } from 'zod';
import { booleanParam, integerParam, listParam } from '../schema/params.ts';
import { MAX_DOMAIN_CHARS, MAX_KEY_CHARS } from './link.ts';
import { LINK_SORTS } from './ports.ts';

export const MAX_PAGE_SIZE = 100;
/** Deeper pages read every row before them; cursors have no such cost. */
export const MAX_PAGE = 1_000;
export const MAX_SEARCH_CHARS = 200;
const MAX_IDS = 100;

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
    .meta({
      description:
        'Words that key, destination, title, comments, `externalId` or a tag must have, each as far as it was typed: `spr sale`.',
      examples: ['spring launch'],
    }),
  searchMode: z.enum(['fuzzy', 'exact']).prefault('fuzzy').meta({ description: '`exact`: whole words only.' }),
  userId: z.string().optional().meta({ description: 'Links made by this person.' }),
  tenantId: z.string().optional().meta({ description: 'Links of your own tenant.' }),
  showArchived: booleanParam('Include archived links.').prefault('false'),
  withTags: booleanParam('Deprecated.').optional(),
  linkIds: listParam(MAX_IDS, 'Only these links.').optional(),
};

export const listLinksSchema = z.object({
  ...filters,
  sortBy: z.enum(LINK_SORTS).optional().meta({
    description:
      'Order of the list; newest first when absent. Counts that lists are sorted by are some minutes old; counts in answers are live. `manual` is the order given by `PUT /links/order`.',
  }),
  sort: z.enum(LINK_SORTS).optional().meta({ deprecated: true }),
  sortOrder: z.enum(['asc', 'desc']).optional().meta({ description: 'Descending when absent.' }),
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
