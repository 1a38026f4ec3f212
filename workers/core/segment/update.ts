/** Renames a segment, or changes its filters. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { nameTaken } from './create.ts';
import { findSegment } from './find.ts';
import type { SegmentContext } from './segment.ts';
import { presentSegment, type UpdateSegmentInput, type WireSegment } from './wire.ts';

/** Throws `not_found`, and `conflict` when the name is taken. */
export async function updateSegment(
  context: SegmentContext,
  id: string,
  { name, filters }: UpdateSegmentInput,
): Promise<WireSegment> {
  const { actor, segments, now } = context;
  requireScope(actor, 'links.write');
  const before = await findSegment(segments, id);
  const at = now();
  const after = { ...before, name: name ?? before.name, filters: filters ?? before.filters, updatedAt: at };
  const change = {
    before: { name: before.name, filters: before.filters },
    after: { name: after.name, filters: after.filters },
  };
  if (!(await segments.update(after, auditEntry(actor, 'segment.update', id, change, at)))) {
    await findSegment(segments, id);
    throw nameTaken(after.name);
  }
  return presentSegment(after);
}
