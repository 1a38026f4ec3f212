/** Segments on the wire. */
import { z } from 'zod';
import { FILTER_NAMES } from '../stats/dimension.ts';
import type { Segment } from './segment.ts';

const MAX_NAME_CHARS = 100;
const MAX_FILTER_CHARS = 8_000;

/** Report parameters that a segment can hold besides the filters by dimension. */
const OTHERS = ['tenantId', 'tagId', 'tagIds', 'folderId', 'query', 'root', 'classes', 'include'] as const;
const SEGMENT_PARAMS = [...FILTER_NAMES, ...OTHERS];

/** A set of filters as a report takes them. */
export const segmentFiltersSchema = z
  .partialRecord(z.enum(SEGMENT_PARAMS), z.string().min(1).max(MAX_FILTER_CHARS))
  .refine((given) => Object.keys(given).length > 0, 'must name at least one filter')
  .meta({
    description: 'Filters as a report takes them, e.g. `{"country": "DE,AT", "referer": "~news"}`.',
    examples: [{ country: 'DE,AT' }],
  });
const name = z.string().trim().min(1).max(MAX_NAME_CHARS);

const filters = segmentFiltersSchema;
export type SegmentFilters = z.output<typeof filters>;

export const createSegmentSchema = z.object({ name, filters });
export const updateSegmentSchema = z.object({ name: name.optional(), filters: filters.optional() });
export type CreateSegmentInput = z.output<typeof createSegmentSchema>;
export type UpdateSegmentInput = z.output<typeof updateSegmentSchema>;

export const segmentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    filters: z.record(z.string(), z.string()),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Segment' });
export type WireSegment = z.infer<typeof segmentSchema>;

export function presentSegment({ id, name: called, filters: held, createdAt, updatedAt }: Segment): WireSegment {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    name: called,
    filters: held,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}
