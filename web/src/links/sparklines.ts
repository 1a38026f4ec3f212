/** The last thirty days of a whole page of links, in one report. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import { PAGE_SIZE } from './queries.ts';

/** Counts beside it are live; the shape of a month may lag a minute. */
const FRESH_MS = 60_000;

/** Clicks per day, oldest first, by link id; links without clicks are absent. */
export type Series = ReadonlyMap<string, readonly number[]>;

export function sparklinesQuery(workspaceId: string, linkIds: readonly string[]) {
  return queryOptions({
    queryKey: ['sparklines', workspaceId, linkIds],
    queryFn: async ({ signal }): Promise<Series> => {
      const query = {
        event: 'clicks' as const,
        groupBy: ['timeseries', 'top_links'],
        metrics: ['clicks'],
        granularity: 'day' as const,
        interval: '30d' as const,
        linkId: linkIds.join(','),
        limit: String(PAGE_SIZE),
      };
      const answer = await apiFor(workspaceId).analytics.report.$get({ query }, { init: { signal } });
      return seriesOf((await answer.json()).rows);
    },
    enabled: linkIds.length > 0,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });
}

interface Row {
  key: Record<string, string | number>;
  values: Record<string, number | null>;
}

/** Rows of a report by day and link come in the order of days. */
export function seriesOf(rows: readonly Row[]): Series {
  const series = new Map<string, number[]>();
  for (const { key, values } of rows) {
    const id = String(key['linkId']);
    const days = series.get(id) ?? [];
    days.push(values['clicks'] ?? 0);
    series.set(id, days);
  }
  return series;
}
