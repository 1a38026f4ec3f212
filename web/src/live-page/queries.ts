/** Where today's clicks came from, for the shades under the rings. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import { statsKey } from '../stats/queries.ts';

/** Clicks by country of the last 24 hours; asked again as clicks come, like every report. */
export function countriesTodayQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...statsKey(workspaceId), 'live-countries'],
    queryFn: async ({ signal }) => {
      const query = { groupBy: 'countries', interval: '24h' } as const;
      const answer = await apiFor(workspaceId).analytics.$get({ query }, { init: { signal } });
      const rows = (await answer.json()) as { country: string; clicks: number }[];
      return new Map(rows.map((row) => [row.country, row.clicks]));
    },
    // A map is compared by identity anyway.
    structuralSharing: false,
  });
}
