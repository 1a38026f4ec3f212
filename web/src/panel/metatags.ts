/** What the destination says about itself. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';

/** Pages change their titles rarely while somebody makes a link to them. */
const FRESH_MS = 5 * 60_000;

/** Not asked without an address. */
export function metatagsQuery(workspaceId: string, url: string | undefined) {
  return queryOptions({
    queryKey: ['metatags', workspaceId, url],
    queryFn: async ({ signal }) =>
      (await apiFor(workspaceId).links.metatags.$get({ query: { url: url ?? '' } }, { init: { signal } })).json(),
    enabled: url !== undefined,
    staleTime: FRESH_MS,
    retry: false,
  });
}
