/** Saves a segment. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { MAX_SEGMENTS, type Segment, type SegmentContext } from './segment.ts';
import { type CreateSegmentInput, presentSegment, type WireSegment } from './wire.ts';

/** Throws `conflict` when the name is taken. */
export async function createSegment(
  { actor, segments, now }: SegmentContext,
  input: CreateSegmentInput,
): Promise<WireSegment> {
  requireScope(actor, 'links.write');
  if ((await segments.all()).length >= MAX_SEGMENTS)
    throw new AppError('forbidden', `A workspace can have ${MAX_SEGMENTS} segments. Delete one that is not used.`);
  const at = now();
  const segment: Segment = {
    id: newEntityId('segment', at),
    workspaceId: segments.workspaceId,
    ...input,
    createdAt: at,
    updatedAt: at,
  };
  const entry = auditEntry(actor, 'segment.create', segment.id, { after: { ...input } }, at);
  if (!(await segments.insert(segment, entry))) throw nameTaken(input.name);
  return presentSegment(segment);
}

export function nameTaken(name: string): AppError {
  return new AppError('conflict', `name: another segment is called ${JSON.stringify(name)}. Choose another name.`);
}
