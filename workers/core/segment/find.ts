/** Finds a segment of the workspace. */
import { AppError } from '../error/app-error.ts';
import type { Segment, SegmentStore } from './segment.ts';

/** Throws `not_found`, for another workspace's as for one that never was. */
export async function findSegment(segments: Pick<SegmentStore, 'find'>, id: string): Promise<Segment> {
  const segment = await segments.find(id);
  if (!segment) throw new AppError('not_found', 'No segment of this workspace has this id.');
  return segment;
}
