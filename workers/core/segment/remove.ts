/** Deletes a segment. Reports that name it are refused from then on. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { findSegment } from './find.ts';
import type { SegmentContext } from './segment.ts';

/** Throws `not_found`. */
export async function removeSegment({ actor, segments, now }: SegmentContext, id: string): Promise<{ id: string }> {
  requireScope(actor, 'links.write');
  const { name, filters } = await findSegment(segments, id);
  await segments.remove(id, auditEntry(actor, 'segment.delete', id, { before: { name, filters } }, now()));
  return { id };
}
