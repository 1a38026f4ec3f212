/** Renames or recolours a tag; every link that carries it shows the change at once. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { changedMeanwhile, requireRevision } from '../schema/revision.ts';
import { nameTaken } from './create.ts';
import { loadTag } from './get.ts';
import type { Tag, TagContext } from './tag.ts';
import type { WriteTagInput } from './wire.ts';

/**
 * @param revision the state the caller has seen; undefined when any will do.
 * Throws `not_found`, `precondition_failed`, or `conflict` when the name is taken.
 */
export async function updateTag(
  context: TagContext,
  id: string,
  input: WriteTagInput,
  revision?: number,
): Promise<Tag> {
  requireScope(context.actor, 'tags.write');
  const before = await loadTag(context, id);
  requireRevision('tag', before.updatedAt, revision);
  const after: Tag = {
    ...before,
    name: input.name ?? input.tag ?? before.name,
    color: input.color ?? before.color,
    updatedAt: Math.max(context.now(), before.updatedAt + 1),
  };
  const change = { before: shown(before), after: shown(after) };
  const entry = auditEntry(context.actor, 'tag.update', id, change, after.updatedAt);
  const outcome = await context.tags.update(before, after, entry);
  if (outcome === 'name-taken') throw nameTaken(after.name);
  if (outcome === 'changed') throw changedMeanwhile('tag', revision);
  return after;
}

function shown({ name, color }: Tag): Record<string, unknown> {
  return { name, color };
}
