/** Reading links: pages of the list, and one link. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';

/** A few screens: the first answer stays small, scrolling asks for more. */
export const PAGE_SIZE = 50;

export type LinkPages = InfiniteData<WireLink[], string | undefined>;

/** Everything about links in one workspace sits under this key. */
export const linksKey = (workspaceId: string) => ['links', workspaceId] as const;

export function linkListQuery(workspaceId: string, search: string) {
  return infiniteQueryOptions({
    queryKey: [...linksKey(workspaceId), 'list', search],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        pageSize: String(PAGE_SIZE),
        ...(search && { search }),
        ...(pageParam && { startingAfter: pageParam }),
      };
      const answer = await apiFor(workspaceId).links.$get({ query }, { init: { signal } });
      return answer.json();
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE_SIZE ? undefined : page.at(-1)?.id),
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

/** The link as some list already has it, to show while its own page loads. */
export function knownLink(client: QueryClient, workspaceId: string, linkId: string): WireLink | undefined {
  const lists = client.getQueriesData<LinkPages>({ queryKey: [...linksKey(workspaceId), 'list'] });
  for (const [, list] of lists) {
    const found = list?.pages.flat().find((link) => link.id === linkId);
    if (found) return found;
  }
  return undefined;
}
