/** Turns list parameters into a filter. A filter on something that does not exist matches nothing: never more than was asked for. */
import type { LinkContext, LinkFilter } from './ports.ts';
import type { CountLinksQuery } from './query.ts';
import { parseSearch } from './search.ts';

/** In queries the folder of links without one. */
export const UNSORTED = 'unsorted';

export async function parseFilter(
  context: Pick<LinkContext, 'tags'>,
  query: Omit<CountLinksQuery, 'groupBy'>,
): Promise<LinkFilter> {
  const filter: LinkFilter = { showArchived: query.showArchived };
  const text = query.search?.trim();
  if (query.domain) filter.domain = query.domain.trim().toLowerCase();
  if (query.userId) filter.userId = query.userId;
  if (query.tenantId) filter.tenantId = query.tenantId;
  if (query.folderId) filter.folderId = query.folderId === UNSORTED ? null : query.folderId;
  if (query.linkIds) filter.linkIds = query.linkIds;
  const tagIds = await wantedTags(context, query);
  if (tagIds) filter.tagIds = tagIds;
  if (text) {
    const search = await parseSearch(text, query.searchMode === 'exact', context.tags);
    if (search) filter.search = search;
    else filter.nothing = true;
  }
  if (tagIds?.length === 0) filter.nothing = true;
  return filter;
}

/** Undefined when no tag was asked for; ids win over names. */
async function wantedTags(
  { tags }: Pick<LinkContext, 'tags'>,
  { tagId, tagIds, tagNames }: Pick<CountLinksQuery, 'tagId' | 'tagIds' | 'tagNames'>,
): Promise<string[] | undefined> {
  const ids = tagIds?.length ? tagIds : tagId ? [tagId] : undefined;
  if (ids) return (await tags.byIds(ids)).map((tag) => tag.id);
  return tagNames?.length ? (await tags.byNames(tagNames)).map((tag) => tag.id) : undefined;
}
