/** Asking for reports: one question for the figures, one for their line, one for each breakdown that is looked at. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Report } from '#core/stats/report/wire.ts';
import { apiFor } from '../api/client.ts';
import { statsKey } from '../stats/queries.ts';
import type { Dimension } from './dimension.ts';
import { metricWords } from './metric.ts';
import { periodQuery, unitOf } from './period.ts';
import { type AnalyticsSearch, DEFAULT_PRESET, filterQuery, METRICS } from './search.ts';

/** Days begin where the reader is. */
export const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

type Query = Record<string, string>;

/** Period, filters and classes, as every report takes them. */
export function scopeQuery(search: AnalyticsSearch): Query {
  return {
    ...periodQuery(search),
    ...filterQuery(search),
    ...(search.include && { include: search.include }),
    ...(search.repeats && { reason: '-repeat' }),
    timezone,
  };
}

/** "All" has nothing before it to compare with. */
export function isCompared(search: AnalyticsSearch): boolean {
  const isAll = search.from === undefined && (search.range ?? DEFAULT_PRESET) === 'all';
  return search.compare !== 'no' && !isAll;
}

/** Several metrics come from the same statement, so that another metric is mostly no other question. */
const COUNTS = METRICS.join(',');
const EVENTS = METRICS.filter((metric) => metric !== 'uniqueVisitors').join(',');

/** What the whole period has, of every metric. */
export function figuresParams(search: AnalyticsSearch): Query {
  return { ...scopeQuery(search), groupBy: 'count', metrics: COUNTS, ...comparison(search) };
}

/** Visitors of a line only where it shows them: where days begin apart from UTC's, every point would have single events read for its two ends. */
export function lineParams(search: AnalyticsSearch): Query {
  const metrics = search.metric === 'uniqueVisitors' ? COUNTS : EVENTS;
  return { ...scopeQuery(search), groupBy: 'timeseries', granularity: unitOf(search), metrics, ...comparison(search) };
}

const comparison = (search: AnalyticsSearch): Query => (isCompared(search) ? { compare: 'previous' } : {});
/** Days that are over know no visitors of these: they are counted from every single event, so only where they are shown. */
const WITHOUT_VISITORS: ReadonlySet<string> = new Set(['heatmap', 'top_folders', 'top_link_tags']);

function countsOf(groupBy: string, { metric }: AnalyticsSearch): string {
  return WITHOUT_VISITORS.has(groupBy) && metric !== 'uniqueVisitors' ? EVENTS : COUNTS;
}
/** What a card shows, and what its dialog does. */
export const CARD_ROWS = 50;
export const MOST_ROWS = 1_000;

export function breakdownParams(search: AnalyticsSearch, { by }: Dimension, limit: number): Query {
  const { event } = metricWords(search.metric ?? 'clicks');
  // There are not many, and the map wants them all: list, map and dialog are one question.
  const rows = by === 'countries' ? MOST_ROWS : limit;
  return { ...scopeQuery(search), groupBy: by, metrics: countsOf(by, search), limit: String(rows), event };
}

export function heatParams(search: AnalyticsSearch): Query {
  return { ...scopeQuery(search), groupBy: 'heatmap', metrics: countsOf('heatmap', search) };
}

export function reportQuery(workspaceId: string, query: Query) {
  return queryOptions<Report>({
    queryKey: [...statsKey(workspaceId), 'report', query],
    queryFn: async ({ signal }) => {
      const answer = await apiFor(workspaceId).analytics.report.$get({ query }, { init: { signal } });
      return answer.json();
    },
  });
}

/** A report that keeps its old figures in place while another one is on its way. */
export function useReport(workspaceId: string, query: Query, enabled = true) {
  return useQuery({ ...reportQuery(workspaceId, query), placeholderData: keepPreviousData, enabled });
}
