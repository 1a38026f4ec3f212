/** Lists the annotations of the workspace. */
import { requireScope } from '../access/actor.ts';
import { refusal } from '../error/refuse.ts';
import type { AnnotationContext } from './annotation.ts';
import { type ListAnnotationsQuery, presentAnnotation, type WireAnnotation } from './wire.ts';

/** Throws `unprocessable_entity` for days in the wrong order. */
export async function listAnnotations(
  { actor, annotations }: AnnotationContext,
  { from, to }: ListAnnotationsQuery,
): Promise<WireAnnotation[]> {
  requireScope(actor, 'analytics.read');
  if (from !== undefined && to !== undefined && to < from) throw refusal('to', 'must not be before from', to);
  return (await annotations.between(from, to)).map(presentAnnotation);
}
