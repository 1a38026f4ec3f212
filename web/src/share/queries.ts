/** Asking for a public page: no session, only its key, and what unlocked it. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Report } from '#core/stats/report/wire.ts';
import type { SharedPage, SharedReport } from '#core/share/public-wire.ts';
import type { BreakdownName } from '#core/stats/dimension.ts';
import { account } from '../api/client.ts';
import { unitOf } from '../analytics/period.ts';
import { DEFAULT_PRESET, type Preset } from '../analytics/search.ts';

export interface Shared {
  key: string;
  token: string | undefined;
  range: Preset | undefined;
}

const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Answers are kept for half a minute where they are made, too. */
const FRESH_MS = 60_000;

export const sharedPageQuery = (key: string, token: string | undefined) =>
  queryOptions<SharedPage>({
    queryKey: ['shared', key, token ?? ''],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }) => {
      const query = token === undefined ? {} : { token };
      return (await account.shared[':key'].$get({ param: { key }, query }, { init: { signal } })).json();
    },
  });

export async function unlock(key: string, password: string): Promise<string> {
  const answer = await account.shared[':key'].unlock.$post({ param: { key }, json: { password } });
  return (await answer.json()).token;
}

export type SharedGrouping = 'timeseries' | 'heatmap' | BreakdownName;

function sharedReportQuery({ key, token, range }: Shared, groupBy: SharedGrouping) {
  return queryOptions({
    queryKey: ['shared', key, token ?? '', 'report', groupBy, range ?? DEFAULT_PRESET],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }) => {
      const query = {
        groupBy: groupBy as SharedReportGrouping,
        interval: range ?? DEFAULT_PRESET,
        timezone,
        ...(groupBy === 'timeseries' && { granularity: unitOf(range ? { range } : {}) }),
        ...(token !== undefined && { token }),
      };
      const answer = await account.shared[':key'].report.$get({ param: { key }, query }, { init: { signal } });
      return asReport(await answer.json());
    },
  });
}

type SharedReportGrouping = NonNullable<
  Parameters<(typeof account.shared)[':key']['report']['$get']>[0]['query']['groupBy']
>;

export type PublicReport = Pick<Report, 'groupBy' | 'rows' | 'total' | 'period' | 'granularity' | 'links' | 'labels'>;

/** In the shape that every chart of the app reads. A link's id is its address: there is no other. */
function asReport({ groupBy, rows, total, period, granularity }: SharedReport): PublicReport {
  const links: Report['links'] = {};
  const named = rows.map(({ key: { shortLink, ...key }, values }) => {
    if (shortLink === undefined) return { key, values, previous: null };
    const address = String(shortLink);
    links[address] = { domain: '', key: '', shortLink: address, url: '', title: null };
    return { key: { ...key, linkId: address }, values, previous: null };
  });
  return {
    groupBy: [groupBy],
    rows: named,
    total: { values: total, previous: null },
    period,
    granularity,
    links,
    labels: {},
  };
}

export function useSharedReport(shared: Shared, groupBy: SharedGrouping, enabled = true) {
  return useQuery({ ...sharedReportQuery(shared, groupBy), placeholderData: keepPreviousData, enabled });
}
