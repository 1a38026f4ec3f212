/** Renames or recolours a tag; every link that carries it shows the change at once. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { nameTaken } from './create.ts';
import { loadTag } from './get.ts';
import type { Tag, TagContext } from './tag.ts';
import type { WriteTagInput } from './wire.ts';

/** Throws `not_found`, or `conflict` when the name is taken. */
export async function updateTag(context: TagContext, id: string, input: WriteTagInput): Promise<Tag> {
  requireScope(context.actor, 'tags.write');
  const before = await loadTag(context, id);
  const after: Tag = {
    ...before,
    name: input.name ?? input.tag ?? before.name,
    color: input.color ?? before.color,
    updatedAt: Math.max(context.now(), before.updatedAt),
  };
  const change = { before: shown(before), after: shown(after) };
  const entry = auditEntry(context.actor, 'tag.update', id, change, after.updatedAt);
  if ((await context.tags.update(after, entry)) === 'name-taken') throw nameTaken(after.name);
  return after;
}

function shown({ name, color }: Tag): Record<string, unknown> {
  return { name, color };
}
