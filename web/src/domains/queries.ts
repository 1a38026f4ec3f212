/** What the pages of short domains ask the API, and what is asked again after a change. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { WireDomain } from '#core/domain/wire.ts';
import { apiFor } from '../api/client.ts';
import { ApiError } from '../api/error.ts';
import { useChange } from '../api/attempt.ts';
import { useRefreshSession } from '../session/refresh.ts';

/** As many as the API answers at once. */
const PAGE_DOMAINS = 50;
/** How often the DNS is looked at while somebody waits for it; resolvers keep a missing name for about as long. */
const LOOK_MS = 8_000;
/** The link that answers the bare domain. */
export const ROOT_KEY = '_root';

export const domainsKey = (workspaceId: string) => ['domains', workspaceId] as const;

export const domainsQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...domainsKey(workspaceId), 'list'],
    queryFn: async ({ signal, pageParam }) => {
      const query = { archived: 'true', pageSize: String(PAGE_DOMAINS), page: String(pageParam) } as const;
      return (await apiFor(workspaceId).domains.$get({ query }, { init: { signal } })).json();
    },
    initialPageParam: 1,
    getNextPageParam: (page, _all, number) => (page.length < PAGE_DOMAINS ? undefined : number + 1),
  });

/** Names that every workspace of this instance may use. */
export const sharedDomainsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...domainsKey(workspaceId), 'shared'],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).domains.default.$get({}, { init: { signal } })).json(),
  });

/** One domain by its name; null when the workspace has none of it. */
export const domainQuery = (workspaceId: string, slug: string) =>
  queryOptions({
    queryKey: [...domainsKey(workspaceId), 'one', slug],
    queryFn: async ({ signal }): Promise<WireDomain | null> => {
      const query = { archived: 'true', search: slug } as const;
      const found = await (await apiFor(workspaceId).domains.$get({ query }, { init: { signal } })).json();
      return found.find((domain) => domain.slug === slug) ?? null;
    },
  });

/** What the DNS says. Looked at again and again while `waits`, and only while the page is in sight. */
export const dnsQuery = (workspaceId: string, slug: string, waits: boolean) =>
  queryOptions({
    queryKey: [...domainsKey(workspaceId), 'dns', slug],
    queryFn: async ({ signal }) =>
      (await apiFor(workspaceId).domains[':slug'].dns.$get({ param: { slug } }, { init: { signal } })).json(),
    refetchInterval: waits ? LOOK_MS : false,
  });

/** The link of the bare domain; null when there is none. */
export const rootLinkQuery = (workspaceId: string, slug: string) =>
  queryOptions({
    queryKey: [...domainsKey(workspaceId), 'root', slug],
    queryFn: async ({ signal }) => {
      const query = { domain: slug, key: ROOT_KEY };
      try {
        return await (await apiFor(workspaceId).links.info.$get({ query }, { init: { signal } })).json();
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });

/** How many links lie on a domain, archived ones too. */
export const domainLinksQuery = (workspaceId: string, slug: string) =>
  queryOptions({
    queryKey: [...domainsKey(workspaceId), 'links', slug],
    queryFn: async ({ signal }): Promise<number> => {
      const query = { domain: slug, showArchived: 'true' } as const;
      const count = await (await apiFor(workspaceId).links.count.$get({ query }, { init: { signal } })).json();
      return typeof count === 'number' ? count : 0;
    },
  });

/** A change of domains: their pages are asked again, and the session, which names the domains that links can be made on. */
export function useDomainChange<Input, Output>(workspaceId: string, change: (input: Input) => Promise<Output>) {
  const refresh = useRefreshSession();
  return useChange(
    async (input: Input) => {
      const output = await change(input);
      await refresh();
      return output;
    },
    domainsKey(workspaceId),
    ['usage', workspaceId],
  );
}
