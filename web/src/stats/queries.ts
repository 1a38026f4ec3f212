/** Reading reports. Each answer's shape follows its `groupBy`, so the shape is named here, once. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Metrics, TimeseriesItem, TopLinksItem } from '#core/stats/wire.ts';
import { apiFor } from '../api/client.ts';
import type { Range } from './range.ts';

/** What a report is about: a whole workspace, or one of its links. */
export interface Subject {
  workspaceId: string;
  linkId?: string | undefined;
}

interface Shapes {
  count: Metrics;
  timeseries: TimeseriesItem[];
  countries: (Metrics & { country: string })[];
  devices: (Metrics & { device: string })[];
  referers: (Metrics & { referer: string })[];
  top_links: TopLinksItem[];
}

/** Reports of one workspace sit under this key. */
export const statsKey = (workspaceId: string) => ['stats', workspaceId] as const;

/** Days begin where the reader is. */
const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function statsQuery<By extends keyof Shapes>(subject: Subject, groupBy: By, range: Range) {
  const { workspaceId, linkId } = subject;
  return queryOptions<Shapes[By]>({
    queryKey: [...statsKey(workspaceId), linkId ?? 'all', groupBy, range],
    queryFn: async ({ signal }) => {
      const query = { groupBy, interval: range, timezone, ...(linkId && { linkId }) };
      const answer = await apiFor(workspaceId).analytics.$get({ query }, { init: { signal } });
      return (await answer.json()) as Shapes[By];
    },
  });
}

/** A report that keeps its old figures in place while another period is on its way. */
export function useStats<By extends keyof Shapes>(subject: Subject, groupBy: By, range: Range) {
  return useQuery({ ...statsQuery(subject, groupBy, range), placeholderData: keepPreviousData });
}
