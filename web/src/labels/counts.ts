/** How many links carry each tag, or lie in each folder. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import { listsKey } from '../links/queries.ts';

/** Archived links count, too: they are still sorted. */
export const countsQuery = (workspaceId: string, groupBy: 'tagId' | 'folderId') =>
  queryOptions({
    queryKey: [...listsKey(workspaceId), 'counts', groupBy],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, number>> => {
      const query = { groupBy, showArchived: 'true' as const };
      const rows = await (await apiFor(workspaceId).links.count.$get({ query }, { init: { signal } })).json();
      return new Map(Array.isArray(rows) ? rows.map((row) => [row[groupBy] ?? '', row['_count']]) : []);
    },
  });
