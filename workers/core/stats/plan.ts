/** Step 2: chooses the smallest table that answers exactly. Raw events answer everything; rollups answer one dimension at a time. */
import type { FilterName } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import type { GroupedQuery } from './stats-query.ts';
import { bucketStarts } from './time/buckets.ts';

export type Source =
  | { table: 'raw' }
  /** Counts per link. */
  | { table: 'events'; step: 'hour' | 'day' }
  /** Counts per value of one dimension. */
  | { table: 'dimensions'; step: 'hour' | 'day'; dimension: string };

export interface Plan {
  source: Source;
  query: GroupedQuery;
  /** Starts of the time series' buckets, ascending; absent for other groupings. */
  edges?: number[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** "All" has no beginning; its series is cut to where the data begins. No event of ours is older. */
export const FIRST_MONTH_MS = Date.UTC(2010, 0, 1);

export function planStats(query: GroupedQuery): Plan {
  const edges = query.groupBy.kind === 'timeseries' ? edgesOf(query) : undefined;
  const source = chooseSource(query, edges);
  return { source, query, ...(edges === undefined ? {} : { edges }) };
}

function edgesOf({ range, nowMs }: GroupedQuery): number[] {
  // One millisecond past now, so that the bucket beginning right now is there.
  return bucketStarts(Math.max(range.from, FIRST_MONTH_MS), range.to ?? nowMs + 1, range.unit, range.zone);
}

function chooseSource(query: GroupedQuery, edges: number[] | undefined): Source {
  const dimension = onlyDimension(query);
  const step = stepFor(query, edges);
  if (dimension === undefined || step === undefined) return { table: 'raw' };
  return dimension === 'link' ? { table: 'events', step } : { table: 'dimensions', step, dimension };
}

/** The one rollup dimension that the grouping and every filter share: `all` when there is none, undefined when there are two. */
function onlyDimension(query: GroupedQuery): string | undefined {
  if (query.root !== undefined || query.metadata !== undefined) return undefined;
  const used = new Set<string | undefined>(query.filters.map((filter) => rollupOf(filter.name)));
  if (query.groupBy.kind === 'breakdown') used.add((BREAKDOWNS[query.groupBy.name] as { rollup?: string }).rollup);
  if (used.size === 0) return 'all';
  return used.size === 1 ? [...used][0] : undefined;
}

function rollupOf(name: FilterName): string | undefined {
  return (FILTER_DIMENSIONS[name] as { rollup?: string }).rollup;
}

/** The largest step whose borders include every border of the question; undefined when even hours do not (half-hour zones, odd minutes). */
function stepFor({ range }: GroupedQuery, edges: number[] | undefined): 'hour' | 'day' | undefined {
  const borders = [range.from, ...(range.to === undefined ? [] : [range.to]), ...(edges ?? [])];
  if (borders.every((border) => border % DAY_MS === 0)) return 'day';
  return borders.every((border) => border % HOUR_MS === 0) ? 'hour' : undefined;
}
