/** Deletes an annotation. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import type { AnnotationContext } from './annotation.ts';
import { findAnnotation } from './find.ts';

/** Throws `not_found`. */
export async function removeAnnotation(
  { actor, annotations, now }: AnnotationContext,
  id: string,
): Promise<{ id: string }> {
  requireScope(actor, 'links.write');
  const { day, text } = await findAnnotation(annotations, id);
  await annotations.remove(id, auditEntry(actor, 'annotation.delete', id, { before: { day, text } }, now()));
  return { id };
}
