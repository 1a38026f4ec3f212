/** Turns list parameters into a filter. A filter on something that cannot exist matches nothing: never more than was asked for. */
import type { LinkFilter } from './ports.ts';
import type { CountLinksQuery } from './query.ts';

/** In queries the folder of links without one. */
const UNSORTED = 'unsorted';

export function parseFilter(query: Omit<CountLinksQuery, 'groupBy'>): LinkFilter {
  const filter: LinkFilter = { showArchived: query.showArchived };
  const search = query.search?.trim();
  if (query.domain) filter.domain = query.domain.trim().toLowerCase();
  if (search) filter.search = search;
  if (query.userId) filter.userId = query.userId;
  if (query.tenantId) filter.tenantId = query.tenantId;
  if (query.folderId) filter.folderId = query.folderId === UNSORTED ? null : query.folderId;
  if (query.linkIds) filter.linkIds = query.linkIds;
  // Links carry no tags yet: asking for a tag asks for nothing.
  if (query.tagId || query.tagIds?.length || query.tagNames?.length) filter.nothing = true;
  return filter;
}
