/** Tags as the API shows and takes them. */
import { z } from 'zod';
import { integerParam, listParam } from '../schema/params.ts';
import { MAX_TAG_NAME_CHARS, type Tag, TAG_COLORS } from './tag.ts';

export const MAX_TAG_PAGE = 100;

export const tagSchema = z
  .object({
    id: z.string().meta({ examples: ['tag_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name: z.string().meta({ examples: ['Spring campaign'] }),
    color: z.enum(TAG_COLORS).meta({ examples: ['green'] }),
  })
  .meta({ id: 'Tag', description: 'A label that links can carry.' });

const name = z.string().trim().min(1).max(MAX_TAG_NAME_CHARS, `must be at most ${MAX_TAG_NAME_CHARS} characters`);

export const writeTagSchema = z
  .object({
    name: name.optional().meta({ description: 'Unique in the workspace, whatever its case.', examples: ['Spring'] }),
    color: z
      .enum(TAG_COLORS)
      .optional()
      .meta({ description: 'A random one when absent.', examples: ['green'] }),
    tag: name.optional().meta({ description: 'Older name of `name`.', deprecated: true }),
  })
  .meta({ id: 'WriteTag' });

export const listTagsSchema = z.object({
  sortBy: z.enum(['name', 'createdAt']).prefault('name').meta({ description: 'Order of the list.' }),
  sortOrder: z.enum(['asc', 'desc']).prefault('asc').meta({ description: 'Direction of the order.' }),
  search: z
    .string()
    .max(MAX_TAG_NAME_CHARS)
    .optional()
    .meta({ description: 'Part of the name.', examples: ['spri'] }),
  ids: listParam(MAX_TAG_PAGE, 'Only these tags: the parameter repeated, or a comma list.').optional(),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_TAG_PAGE, 'Tags per page.').prefault(String(MAX_TAG_PAGE)),
});

export type WireTag = z.infer<typeof tagSchema>;
export type WriteTagInput = z.output<typeof writeTagSchema>;
export type ListTagsQuery = z.output<typeof listTagsSchema>;

export function toWireTag({ id, name: shown, color }: Tag): WireTag {
  return { id, name: shown, color };
}
