/** Step 2: chooses the smallest table that answers exactly. Raw events answer everything; rollups answer one dimension at a time. */
import type { BreakdownName, Dimension, FilterName } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import type { GroupedQuery } from './stats-query.ts';
import { bucketStarts } from './time/buckets.ts';
import { FIRST_MONTH_MS } from './time/range.ts';
import { offsetMs } from './time/zone.ts';

interface Rollup {
  step: 'hour' | 'day';
  /** Starts of UTC hours, in Unix milliseconds, that a border of the question cuts: these are read from raw events. */
  cut?: number[];
}

export type Source =
  | { table: 'raw' }
  /** Counts per link. */
  | ({ table: 'events' } & Rollup)
  /** Counts per value of one dimension. */
  | ({ table: 'dimensions'; dimension: string } & Rollup);

export interface Plan {
  source: Source;
  /** Why this source, in one sentence. */
  why: string;
  query: GroupedQuery;
  /** Starts of the time series' buckets, ascending; absent for other groupings. */
  edges?: number[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Cut hours travel in the query's address; a year of half-hour days has 366. */
const MAX_CUT_HOURS = 400;
/** Above this part of all hours the rollup saves less than reading both costs. */
const MAX_CUT_PART = 0.5;
/** Between two looks at a zone's offset: no zone changes its clocks back within a month. */
const OFFSET_STEP_MS = 30 * DAY_MS;

export function planStats(query: GroupedQuery): Plan {
  const { groupBy } = query;
  const isSeries = groupBy.kind === 'timeseries' || (groupBy.kind === 'pair' && groupBy.first === 'timeseries');
  const edges = isSeries ? edgesOf(query) : undefined;
  return { ...chooseSource(query, edges), query, ...(edges === undefined ? {} : { edges }) };
}

function edgesOf({ range, nowMs }: GroupedQuery): number[] {
  // One millisecond past now, so that the bucket beginning right now is there.
  return bucketStarts(Math.max(range.from, FIRST_MONTH_MS), range.to ?? nowMs + 1, range.unit, range.zone);
}

function chooseSource(query: GroupedQuery, edges: number[] | undefined): { source: Source; why: string } {
  const rawOnly = onlyInRaw(query);
  if (rawOnly !== undefined) return { source: { table: 'raw' }, why: rawOnly };
  const dimensions = dimensionsOf(query);
  if (dimensions.length > 1)
    return {
      source: { table: 'raw' },
      why: `Rollups know one dimension at a time, this asks for ${dimensions.join(' and ')}.`,
    };
  const [dimension = 'all'] = dimensions;
  const rollup = rollupFor(query, edges);
  if (typeof rollup === 'string') return { source: { table: 'raw' }, why: rollup };
  const source: Source =
    dimension === 'link' ? { table: 'events', ...rollup } : { table: 'dimensions', dimension, ...rollup };
  return { source, why: whyRollup(dimension, rollup) };
}

function whyRollup(dimension: string, { step, cut = [] }: Rollup): string {
  const what = dimension === 'all' ? 'No dimension is asked for' : `Only the dimension "${dimension}" is asked for`;
  if (cut.length === 0) return `${what}, and every border of the question is the border of a UTC ${step}.`;
  return `${what}; of the UTC hours, ${cut.length} are cut by a border of the question and read from raw events.`;
}

/** What keeps every rollup out, as a sentence: conditions on columns that only raw events have belong here. */
function onlyInRaw(query: GroupedQuery): string | undefined {
  if (query.root !== undefined) return 'Rollups do not know which links are root links.';
  if (query.metadata !== undefined) return 'Only raw events have metadata.';
  const missing = [...query.filters.map(({ name }) => name), ...breakdownsOf(query)].find(
    (name) => rollupOf(name) === undefined,
  );
  return missing === undefined ? undefined : `No rollup knows "${missing}".`;
}

/** The different rollup dimensions that the grouping and the filters use; `all` is none. */
function dimensionsOf(query: GroupedQuery): string[] {
  const used = [...query.filters.map(({ name }) => name), ...breakdownsOf(query)].map(rollupOf);
  return [...new Set(used)].filter((each) => each !== undefined && each !== 'all') as string[];
}

function breakdownsOf({ groupBy }: GroupedQuery): BreakdownName[] {
  if (groupBy.kind === 'breakdown') return [groupBy.name];
  if (groupBy.kind !== 'pair') return [];
  return groupBy.first === 'timeseries' ? [groupBy.second] : [groupBy.first, groupBy.second];
}

function rollupOf(name: FilterName | BreakdownName): string | undefined {
  const table: Record<string, Dimension> = { ...FILTER_DIMENSIONS, ...BREAKDOWNS };
  return table[name]?.rollup;
}

/** The largest step that fits, with the hours to be read from raw; or why none does. */
function rollupFor(query: GroupedQuery, edges: number[] | undefined): Rollup | string {
  const { range, groupBy, nowMs } = query;
  if (groupBy.kind === 'heatmap' && !hasWholeHours(query))
    return `The clocks of ${range.zone} do not turn with UTC hours.`;
  const borders = [range.from, ...(range.to === undefined ? [] : [range.to]), ...(edges ?? [])];
  if (groupBy.kind !== 'heatmap' && borders.every((border) => border % DAY_MS === 0)) return { step: 'day' };
  const cut = [
    ...new Set(borders.filter((border) => border % HOUR_MS !== 0).map((border) => border - (border % HOUR_MS))),
  ];
  if (cut.length === 0) return { step: 'hour' };
  const hours = ((range.to ?? nowMs) - range.from) / HOUR_MS;
  if (cut.length > MAX_CUT_HOURS || cut.length > hours * MAX_CUT_PART)
    return `Borders of the question cut ${cut.length} UTC hours: raw events alone are less to read.`;
  return { step: 'hour', cut: cut.toSorted((a, b) => a - b) };
}

/** Whether the zone is whole hours away from UTC all through the range. */
function hasWholeHours({ range, nowMs }: GroupedQuery): boolean {
  const to = range.to ?? nowMs;
  for (let at = Math.max(range.from, FIRST_MONTH_MS); at < to; at += OFFSET_STEP_MS)
    if (offsetMs(at, range.zone) % HOUR_MS !== 0) return false;
  return offsetMs(to, range.zone) % HOUR_MS === 0;
}
