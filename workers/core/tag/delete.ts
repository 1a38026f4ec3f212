/** Deletes a tag. Its links stay, without it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { loadTag } from './get.ts';
import type { TagContext } from './tag.ts';

/** @returns the id that is gone. Throws `not_found`. */
export async function deleteTag(context: TagContext, id: string): Promise<string> {
  requireScope(context.actor, 'tags.write');
  const tag = await loadTag(context, id);
  const now = context.now();
  const entry = auditEntry(context.actor, 'tag.delete', id, { before: { name: tag.name, color: tag.color } }, now);
  if (!(await context.tags.remove(id, now, entry)))
    throw new AppError('not_found', `No tag "${id}" in this workspace.`);
  return id;
}
