/** Lists the segments of the workspace. */
import { requireScope } from '../access/actor.ts';
import type { SegmentContext } from './segment.ts';
import { presentSegment, type WireSegment } from './wire.ts';

export async function listSegments({ actor, segments }: SegmentContext): Promise<WireSegment[]> {
  requireScope(actor, 'analytics.read');
  return (await segments.all()).map(presentSegment);
}
