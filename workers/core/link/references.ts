/** What a link's input refers to: tags by id or name, a folder. Everything named must exist for the actor. */
import { refusal } from '../error/refuse.ts';
import { requireFolder } from '../folder/access.ts';
import { nameKey } from '../schema/name-key.ts';
import type { Tag } from '../tag/tag.ts';
import type { UpdateLinkInput } from './input.ts';
import type { LinkContext } from './ports.ts';

/** Undefined: stays as it is. */
export interface References {
  tagIds?: string[];
  folderId?: string | null;
}

/** A link with more tags than this is not described by any. */
export const MAX_TAGS_PER_LINK = 50;

type Refers = Pick<UpdateLinkInput, 'tagId' | 'tagIds' | 'tagNames' | 'folderId' | 'webhookIds'>;

/** Throws `unprocessable_entity` with the first id or name that does not exist, `forbidden` for a folder that may only be read. */
export async function resolveReferences(
  context: Pick<LinkContext, 'actor' | 'tags' | 'folders'>,
  input: Refers,
): Promise<References> {
  const firstWebhook = input.webhookIds?.[0];
  if (firstWebhook !== undefined) throw refusal('webhookIds', 'this workspace has no such webhook', firstWebhook);
  const tagIds = await resolveTags(context, input);
  const folderId = input.folderId === '' ? null : input.folderId;
  if (folderId) await requireFolder(context.actor, context.folders, folderId);
  return { ...(tagIds === undefined ? {} : { tagIds }), ...(folderId === undefined ? {} : { folderId }) };
}

/** Ids win over names, the list over the single one; an empty list takes all tags off. */
async function resolveTags({ tags }: Pick<LinkContext, 'tags'>, input: Refers): Promise<string[] | undefined> {
  if (input.tagIds !== undefined || input.tagId !== undefined) {
    const ids = listOf(input.tagIds ?? input.tagId ?? []);
    return pick('tagIds', ids, await tags.byIds(ids), (tag) => tag.id);
  }
  if (input.tagNames === undefined) return undefined;
  const names = listOf(input.tagNames);
  return pick('tagNames', names, await tags.byNames(names), (tag) => nameKey(tag.name), nameKey);
}

function pick(
  field: string,
  wanted: string[],
  found: Tag[],
  keyOf: (tag: Tag) => string,
  normal: (value: string) => string = (value) => value,
): string[] {
  const byKey = new Map(found.map((tag) => [keyOf(tag), tag.id]));
  const ids = wanted.map((value) => {
    const id = byKey.get(normal(value));
    if (id === undefined) throw refusal(field, 'this workspace has no such tag', value);
    return id;
  });
  const distinct = [...new Set(ids)];
  if (distinct.length > MAX_TAGS_PER_LINK) throw refusal(field, `must name at most ${MAX_TAGS_PER_LINK} tags`);
  return distinct;
}

function listOf(value: string | string[]): string[] {
  const list = typeof value === 'string' ? value.split(',') : value;
  return list.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
