/** Step 2: chooses the smallest tables that answer exactly. Raw events answer everything; rollups answer one dimension at a time. */
import type { BreakdownName, Dimension, FilterName } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import type { GroupedQuery } from './stats-query.ts';
import { bucketStarts } from './time/buckets.ts';
import { DAY_MS, HOUR_MS, lengthOf, type Pieces, type Span, takeApart } from './time/pieces.ts';
import { FIRST_MONTH_MS } from './time/range.ts';
import { offsetMs } from './time/zone.ts';

/** Counts per value of one dimension, by hours, days, and closed months and quarters; visitors where nothing has counted them before from raw events. */
export interface RollupSource {
  table: 'rollup';
  /** `all` is none. */
  dimension: string;
  /** Hours and open days are read per link, which is the order of a single link's rows. */
  perLink: boolean;
  pieces: Pieces;
  /** Starts of UTC hours that a border of the question cuts: these are read from raw events. */
  cut: number[];
  /** Whether closed days say how many visitors a row has; otherwise a row is about several values, and raw events say it. */
  countsVisitors: boolean;
}

export type Source = { table: 'raw' } | RollupSource;

export interface Plan {
  source: Source;
  /** Why this source, in one sentence. */
  why: string;
  query: GroupedQuery;
  /** Starts of the time series' buckets, ascending; absent for other groupings. */
  edges?: number[];
  /** Raw events are read for so little time that their visitors are counted exactly, instead of by a sketch. */
  exact: boolean;
}

/** Cut hours travel in the query's address; a year of half-hour days has 366. */
const MAX_CUT_HOURS = 400;
/** Above this part of all hours the rollup saves less than reading both costs. */
const MAX_CUT_PART = 0.5;
/** Spans of one statement; beyond, reading hours alone is less work than telling the spans apart. */
const MAX_SPANS = 120;
/** Between two looks at a zone's offset: no zone changes its clocks back within a month. */
const OFFSET_STEP_MS = 30 * DAY_MS;
/** A set of every visitor fits into a statement's memory for a week of even the busiest workspace; a sketch takes over beyond. */
const MAX_EXACT_MS = 8 * DAY_MS;

/** @param open UTC days that are not closed, by their start; undefined when that is not known, which is the same as all. */
export function planStats(query: GroupedQuery, open?: ReadonlySet<number>): Plan {
  const { groupBy } = query;
  const isSeries = groupBy.kind === 'timeseries' || (groupBy.kind === 'pair' && groupBy.first === 'timeseries');
  const edges = isSeries ? edgesOf(query) : undefined;
  const chosen = chooseSource(query, edges, open);
  const exact = lengthOf(rawSpans(chosen.source, query), query.nowMs) <= MAX_EXACT_MS;
  return { ...chosen, query, exact, ...(edges === undefined ? {} : { edges }) };
}

/** The same question asked of raw events alone. */
export function planFromRaw(query: GroupedQuery): Plan {
  const plan = planStats(query);
  const source: Source = { table: 'raw' };
  return { ...plan, source, exact: lengthOf(rawSpans(source, query), query.nowMs) <= MAX_EXACT_MS };
}

/** The time for which visitors are counted from raw events. */
export function rawSpans(source: Source, { range, visitors }: GroupedQuery): Span[] {
  if (visitors === false && source.table === 'rollup') return [];
  if (source.table === 'raw' || !source.countsVisitors) return [{ from: range.from, to: range.to ?? Infinity }];
  return [...source.pieces.days, ...source.pieces.hours];
}

function edgesOf({ range, nowMs }: GroupedQuery): number[] {
  // One millisecond past now, so that the bucket beginning right now is there.
  return bucketStarts(Math.max(range.from, FIRST_MONTH_MS), range.to ?? nowMs + 1, range.unit, range.zone);
}

function chooseSource(
  query: GroupedQuery,
  edges: number[] | undefined,
  open: ReadonlySet<number> | undefined,
): { source: Source; why: string } {
  const rawOnly = onlyInRaw(query);
  if (rawOnly !== undefined) return { source: { table: 'raw' }, why: rawOnly };
  const dimensions = dimensionsOf(query);
  if (dimensions.length > 1)
    return {
      source: { table: 'raw' },
      why: `Rollups know one dimension at a time, this asks for ${dimensions.join(' and ')}.`,
    };
  const [dimension = 'all'] = dimensions;
  const times = timesOf(query, edges, open);
  if (typeof times === 'string') return { source: { table: 'raw' }, why: times };
  const perLink = query.filters.some(({ name }) => rollupOf(name) === 'link');
  const countsVisitors = hasOneValue(query, dimension);
  const source: Source = { table: 'rollup', dimension, perLink, ...times, countsVisitors };
  return { source, why: whyRollup(source, query) };
}

function whyRollup(
  { dimension, pieces, cut, countsVisitors }: RollupSource,
  { visitors: asked }: GroupedQuery,
): string {
  const what = dimension === 'all' ? 'No dimension is asked for' : `Only the dimension "${dimension}" is asked for`;
  const steps = Object.entries(pieces).flatMap(([name, spans]: [string, Span[]]) => (spans.length > 0 ? [name] : []));
  const hours = cut.length === 0 ? '' : `; ${cut.length} hours are cut by a border and read from raw events`;
  const visitors =
    countsVisitors || asked === false ? '' : '; visitors of several values together are known to raw events alone';
  return `${what}; read by ${steps.join(', ')}${hours}${visitors}.`;
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

/** Whether each row of the answer is about one value of the dimension: visitors of several values are not their sum. */
function hasOneValue(query: GroupedQuery, dimension: string): boolean {
  if (dimension === 'all') return true;
  if (query.filters.some(({ values, not, contains }) => values.length === 1 && !not && !contains)) return true;
  const name = breakdownsOf(query).find((each) => rollupOf(each) === dimension);
  if (name === undefined || query.except !== undefined) return false;
  const { fromRollup, label, closed }: Dimension = BREAKDOWNS[name];
  return label === undefined && (fromRollup === undefined || (closed !== undefined && query.filters.length === 0));
}

/** The range in pieces, with the hours to be read from raw; or why no rollup fits. */
function timesOf(
  query: GroupedQuery,
  edges: number[] | undefined,
  open: ReadonlySet<number> | undefined,
): Pick<RollupSource, 'pieces' | 'cut'> | string {
  const { range, groupBy, nowMs } = query;
  if (groupBy.kind === 'heatmap' && !hasWholeHours(query))
    return `The clocks of ${range.zone} do not turn with UTC hours.`;
  const [from, to] = [Math.max(range.from, FIRST_MONTH_MS), range.to ?? Infinity];
  const inner = (edges ?? []).filter((edge) => edge > from && edge < to);
  const borders = [from, ...inner, Math.max(from, to)];
  const cut = [
    ...new Set(
      borders.filter((each) => each !== Infinity && each % HOUR_MS !== 0).map((each) => each - (each % HOUR_MS)),
    ),
  ];
  const hours = ((range.to ?? nowMs) - range.from) / HOUR_MS;
  if (cut.length > MAX_CUT_HOURS || cut.length > hours * MAX_CUT_PART)
    return `Borders of the question cut ${cut.length} UTC hours: raw events alone are less to read.`;
  const byHour: Pieces = { quarters: [], months: [], closed: [], days: [], hours: [{ from, to }] };
  if (groupBy.kind === 'heatmap') return { pieces: byHour, cut };
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const pieces = takeApart(borders, (day) => open === undefined || day >= today || open.has(day), today);
  const spans = Object.values(pieces).reduce((sum: number, each: Span[]) => sum + each.length, 0);
  return { pieces: spans > MAX_SPANS ? byHour : pieces, cut };
}

/** Whether the zone is whole hours away from UTC all through the range. */
function hasWholeHours({ range, nowMs }: GroupedQuery): boolean {
  const to = range.to ?? nowMs;
  for (let at = Math.max(range.from, FIRST_MONTH_MS); at < to; at += OFFSET_STEP_MS)
    if (offsetMs(at, range.zone) % HOUR_MS !== 0) return false;
  return offsetMs(to, range.zone) % HOUR_MS === 0;
}
