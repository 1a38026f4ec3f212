/** Changes what an annotation says, or moves it to another day. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import type { AnnotationContext } from './annotation.ts';
import { findAnnotation } from './find.ts';
import { presentAnnotation, type UpdateAnnotationInput, type WireAnnotation } from './wire.ts';

/** Throws `not_found`. */
export async function updateAnnotation(
  { actor, annotations, now }: AnnotationContext,
  id: string,
  { day, text }: UpdateAnnotationInput,
): Promise<WireAnnotation> {
  requireScope(actor, 'links.write');
  const before = await findAnnotation(annotations, id);
  const at = now();
  const after = { ...before, day: day ?? before.day, text: text ?? before.text, updatedAt: at };
  const change = { before: { day: before.day, text: before.text }, after: { day: after.day, text: after.text } };
  const updated = await annotations.update(after, auditEntry(actor, 'annotation.update', id, change, at));
  // Gone in between: found no more.
  if (!updated) await findAnnotation(annotations, id);
  return presentAnnotation(after);
}
