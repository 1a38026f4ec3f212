/** Finds one tag, for verbs that have checked their own scope. */
import { AppError } from '../error/app-error.ts';
import type { Tag, TagContext } from './tag.ts';

/** Throws `not_found`. */
export async function loadTag(context: TagContext, id: string): Promise<Tag> {
  const tag = await context.tags.byId(id);
  if (!tag) throw new AppError('not_found', `No tag "${id}" in this workspace.`);
  return tag;
}
