/** Reading links: numbered pages of the list, how many there are, and one link. */
import type { QueryClient } from '@tanstack/react-query';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';
import type { LinksSearch } from './search.ts';
import { filterQuery, listQuery, searchKey } from './search.ts';

/** A few screens, and with the API's 1 000 numbered pages all of the 100 000 that can be scrolled to. */
export const PAGE_SIZE = 100;
/** The API numbers no more pages; filters reach what lies beyond. */
export const MAX_LISTED = 1_000 * PAGE_SIZE;

/** Everything about links in one workspace sits under this key. */
export const linksKey = (workspaceId: string) => ['links', workspaceId] as const;
/** All lists, whatever they are narrowed to. */
export const listsKey = (workspaceId: string) => [...linksKey(workspaceId), 'list'] as const;

export const pageKey = (workspaceId: string, search: LinksSearch, page: number) =>
  [...listsKey(workspaceId), searchKey(search), 'page', page] as const;

/**
 * One page, from 0. The first time, a page whose neighbour is there is asked for by cursor, which costs the same at any
 * depth; a page one jumps to, and one that is asked for again, by number: pages refreshed together must fit together.
 */
export function linkPageQuery(workspaceId: string, search: LinksSearch, page: number) {
  const queryKey = pageKey(workspaceId, search, page);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<WireLink[]> => {
      const known = client.getQueryData<WireLink[]>(queryKey) !== undefined;
      const before = page > 0 && !known ? client.getQueryData<WireLink[]>(pageKey(workspaceId, search, page - 1)) : [];
      const startingAfter = before?.length === PAGE_SIZE ? before.at(-1)?.id : undefined;
      const query = {
        ...listQuery(search),
        pageSize: String(PAGE_SIZE),
        ...(startingAfter ? { startingAfter } : page > 0 && { page: String(page + 1) }),
      };
      const answer = await apiFor(workspaceId).links.$get({ query }, { init: { signal } });
      return answer.json();
    },
  });
}

export const countKey = (workspaceId: string, search: LinksSearch) =>
  [...listsKey(workspaceId), searchKey(search), 'count'] as const;

/** How many links there are in all that match. */
export function linkCountQuery(workspaceId: string, search: LinksSearch) {
  return queryOptions({
    queryKey: countKey(workspaceId, search),
    queryFn: async ({ signal }): Promise<number> => {
      const answer = await apiFor(workspaceId).links.count.$get({ query: filterQuery(search) }, { init: { signal } });
      const count = await answer.json();
      return typeof count === 'number' ? count : 0;
    },
    placeholderData: keepPreviousData,
  });
}

export function linkQuery(workspaceId: string, linkId: string) {
  return queryOptions({
    queryKey: [...linksKey(workspaceId), 'one', linkId],
    queryFn: async ({ signal }) => {
      const answer = await apiFor(workspaceId).links.info.$get({ query: { linkId } }, { init: { signal } });
      return answer.json();
    },
  });
}

/** Pages of every list that is in memory. */
export function cachedPages(client: QueryClient, workspaceId: string) {
  return client.getQueriesData<WireLink[]>({
    queryKey: listsKey(workspaceId),
    predicate: ({ queryKey }) => queryKey.includes('page'),
  });
}

/** The link as some list already has it, to show while its own page loads. */
export function knownLink(client: QueryClient, workspaceId: string, linkId: string): WireLink | undefined {
  for (const [, page] of cachedPages(client, workspaceId)) {
    const found = page?.find((link) => link.id === linkId);
    if (found) return found;
  }
  return undefined;
}
