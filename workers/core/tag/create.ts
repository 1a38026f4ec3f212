/** Creates a tag. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { newEntityId } from '../id/entity-id.ts';
import { MAX_TAGS, type Tag, TAG_COLORS, type TagColor, type TagContext } from './tag.ts';
import type { WriteTagInput } from './wire.ts';

/** Throws `conflict` when the name is taken, `forbidden` when the plan has no room for it. */
export async function createTag(context: TagContext, input: WriteTagInput): Promise<Tag> {
  requireScope(context.actor, 'tags.write');
  const name = input.name ?? input.tag;
  if (name === undefined) throw refusal('name', 'is required');
  if ((await context.tags.count()) >= MAX_TAGS)
    throw new AppError('forbidden', `A workspace can have ${MAX_TAGS} tags. Delete one that is not used.`);
  await context.entitlements.require('tags');
  const now = context.now();
  const tag: Tag = {
    id: newEntityId('tag', now),
    workspaceId: context.tags.workspaceId,
    name,
    color: input.color ?? randomColor(),
    createdAt: now,
    updatedAt: now,
  };
  const entry = auditEntry(context.actor, 'tag.create', tag.id, { after: { name, color: tag.color } }, now);
  if ((await context.tags.insert(tag, entry)) === 'name-taken') throw nameTaken(name);
  return tag;
}

export function nameTaken(name: string): AppError {
  return new AppError('conflict', `name: this workspace already has a tag "${name}".`);
}

function randomColor(): TagColor {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  return TAG_COLORS[byte % TAG_COLORS.length] ?? 'gray';
}
