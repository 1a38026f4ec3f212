/** The few links that fit best what was typed. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import { linksKey } from '../links/queries.ts';

/** More would push the commands out of sight. */
const SHOWN = '6';

export function foundLinksQuery(workspaceId: string, typed: string) {
  return queryOptions({
    queryKey: [...linksKey(workspaceId), 'found', typed],
    queryFn: async ({ signal }) => {
      const query = { search: typed, pageSize: SHOWN };
      return (await apiFor(workspaceId).links.$get({ query }, { init: { signal } })).json();
    },
    enabled: typed !== '',
    placeholderData: keepPreviousData,
  });
}
