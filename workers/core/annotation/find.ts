/** Finds an annotation of the workspace. */
import { AppError } from '../error/app-error.ts';
import type { Annotation, AnnotationStore } from './annotation.ts';

/** Throws `not_found`, for another workspace's as for one that never was. */
export async function findAnnotation(annotations: Pick<AnnotationStore, 'find'>, id: string): Promise<Annotation> {
  const annotation = await annotations.find(id);
  if (!annotation) throw new AppError('not_found', 'No annotation of this workspace has this id.');
  return annotation;
}
