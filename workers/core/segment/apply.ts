/** Puts a segment's filters into a question. What the question says itself stays. */
import { refusal } from '../error/refuse.ts';
import { findSegment } from './find.ts';
import type { SegmentStore } from './segment.ts';
import type { SegmentFilters } from './wire.ts';

/** Throws `not_found`; `unprocessable_entity` when question and segment both say which classes count. */
export async function applySegment<Query extends { segmentId?: string | undefined }>(
  segments: Pick<SegmentStore, 'find'>,
  query: Query,
): Promise<Query> {
  if (query.segmentId === undefined) return query;
  const { filters } = await findSegment(segments, query.segmentId);
  const texts = applyFilters(filters);
  const given = query as Record<string, unknown>;
  if ((given['include'] !== undefined && texts.classes) || (given['classes'] !== undefined && texts.include))
    throw refusal('segmentId', 'names a segment that says itself which classes count', query.segmentId);
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...texts, ...asked } as Query;
}

/** Kept filters as a question has them. */
export function applyFilters({ root, ...texts }: Partial<SegmentFilters>): Omit<Partial<SegmentFilters>, 'root'> & {
  root?: boolean;
} {
  return { ...texts, ...(root === undefined ? {} : { root: root === 'true' }) };
}
