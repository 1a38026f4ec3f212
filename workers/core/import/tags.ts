/** Tags of imported links by their names; those that are missing are made on the way. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { nameKey } from '../schema/name-key.ts';
import { createTag } from '../tag/create.ts';
import { MAX_TAG_NAME_CHARS, type Tag } from '../tag/tag.ts';
import { MAX_TAGS_PER_LINK } from '../link/references.ts';
import type { LinkContext } from '../link/ports.ts';
import type { LinkItem } from './item.ts';

/** How names are compared. */
export const tagKey = nameKey;

export interface KnownTags {
  ids: Map<string, string>;
  /** Why a name could not become a tag. */
  refused: Map<string, AppError>;
}

/** @param create false in a dry run: names that are missing then get an id of no tag, so that their lines are judged like the others. */
export async function tagsFor(
  context: Pick<LinkContext, 'actor' | 'tags' | 'now' | 'entitlements'>,
  names: readonly string[],
  create: boolean,
): Promise<KnownTags> {
  const wanted = new Map(names.map((name) => [tagKey(name), name.trim()]));
  const found = wanted.size === 0 ? [] : await context.tags.byNames([...wanted.values()]);
  const known: KnownTags = { ids: new Map(found.map(idOf)), refused: new Map() };
  for (const [key, name] of wanted) {
    if (known.ids.has(key)) continue;
    try {
      if (name.length > MAX_TAG_NAME_CHARS)
        throw refusal('tags', `a tag has at most ${MAX_TAG_NAME_CHARS} characters`, name);
      known.ids.set(key, create ? await makeTag(context, name) : `tag_${key}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'service_unavailable') throw error;
      known.refused.set(key, error);
    }
  }
  return known;
}

/** Throws when one of the item's tags could not be made, or when it has too many. */
export function requireTags(item: LinkItem, more: readonly string[], { refused }: KnownTags): void {
  const keys = [...more, ...item.tagNames].map(tagKey);
  if (new Set(keys).size > MAX_TAGS_PER_LINK) throw refusal('tags', `must name at most ${MAX_TAGS_PER_LINK} tags`);
  for (const key of keys) {
    const problem = refused.get(key);
    if (problem) throw problem;
  }
}

/** Somebody else may make it at the same moment. */
async function makeTag(context: Parameters<typeof tagsFor>[0], name: string): Promise<string> {
  try {
    return (await createTag(context, { name })).id;
  } catch (error) {
    const [made] = await context.tags.byNames([name]);
    if (made) return made.id;
    throw error;
  }
}

function idOf(tag: Tag): [string, string] {
  return [tagKey(tag.name), tag.id];
}
