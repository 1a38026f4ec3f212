/** Writes a note on a day. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { type Annotation, type AnnotationContext, MAX_ANNOTATIONS } from './annotation.ts';
import { type CreateAnnotationInput, presentAnnotation, type WireAnnotation } from './wire.ts';

/** Throws `forbidden` when there are as many as a workspace can have. */
export async function createAnnotation(
  { actor, annotations, now }: AnnotationContext,
  input: CreateAnnotationInput,
): Promise<WireAnnotation> {
  requireScope(actor, 'links.write');
  const at = now();
  const annotation: Annotation = {
    id: newEntityId('annotation', at),
    workspaceId: annotations.workspaceId,
    ...input,
    createdBy: actor.userId,
    createdAt: at,
    updatedAt: at,
  };
  const entry = auditEntry(actor, 'annotation.create', annotation.id, { after: { ...input } }, at);
  if (!(await annotations.insert(annotation, entry)))
    throw new AppError(
      'forbidden',
      `A workspace can have ${MAX_ANNOTATIONS} annotations. Delete one that is not used.`,
    );
  return presentAnnotation(annotation);
}
