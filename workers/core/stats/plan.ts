/** Step 2: chooses the smallest tables that answer exactly. Raw events answer everything; rollups answer one dimension at a time. */
import { asksForLinks, closedAs, dimensionsOf, hasOneValue, LINK, onlyInRaw, onlyLink } from './asked.ts';
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
  /** Its name among closed days. */
  closedAs: string;
  /** Hours and open days are read per link, which is the order of a single link's rows. */
  perLink: boolean;
  /** The one link whose own closed days are read; undefined for the workspace's. Its hours and open days are in raw events alone. */
  link?: string;
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

/** The time for which raw events are read: for their visitors, and for all that is counted where nothing else knows it. */
export function rawSpans(source: Source, { range, visitors }: GroupedQuery): Span[] {
  if (source.table === 'raw') return [{ from: range.from, to: range.to ?? Infinity }];
  if (source.link !== undefined) return [...source.pieces.days, ...source.pieces.hours];
  if (visitors === false) return [];
  return source.countsVisitors
    ? [...source.pieces.days, ...source.pieces.hours]
    : [{ from: range.from, to: range.to ?? Infinity }];
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
  if (rawOnly !== undefined) return fromRaw(rawOnly);
  const dimensions = dimensionsOf(query);
  const link = dimensions.length > 1 ? onlyLink(query) : undefined;
  const [dimension = 'all', ...others] = link === undefined ? dimensions : dimensions.filter((each) => each !== LINK);
  if (others.length > 0)
    return fromRaw(`Rollups know one dimension at a time, this asks for ${[dimension, ...others].join(' and ')}.`);
  const countsVisitors = hasOneValue(query, dimension);
  const times = link === undefined ? timesOf(query, edges, open) : timesOfLink(query, countsVisitors, edges, open);
  if (typeof times === 'string') return fromRaw(times);
  const source: RollupSource = {
    table: 'rollup',
    dimension,
    closedAs: closedAs(query, dimension),
    perLink: asksForLinks(query),
    ...(link !== undefined && { link }),
    ...times,
    countsVisitors,
  };
  return { source, why: whyRollup(source, query) };
}

function fromRaw(why: string): { source: Source; why: string } {
  return { source: { table: 'raw' }, why };
}

function whyRollup(
  { dimension, link, pieces, cut, countsVisitors }: RollupSource,
  { visitors: asked }: GroupedQuery,
): string {
  const what = dimension === 'all' ? 'No dimension is asked for' : `Only the dimension "${dimension}" is asked for`;
  const steps = Object.entries(pieces).flatMap(([name, spans]: [string, Span[]]) => (spans.length > 0 ? [name] : []));
  const hours = cut.length === 0 ? '' : `; ${cut.length} hours are cut by a border and read from raw events`;
  const visitors =
    countsVisitors || asked === false ? '' : '; visitors of several values together are known to raw events alone';
  if (link !== undefined)
    return `${what}, of one link; read by ${steps.join(', ')}, of which days and hours are raw events.`;
  return `${what}; read by ${steps.join(', ')}${hours}${visitors}.`;
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
  const borders = bordersOf(query, edges);
  const cut = [
    ...new Set(
      borders.filter((each) => each !== Infinity && each % HOUR_MS !== 0).map((each) => each - (each % HOUR_MS)),
    ),
  ];
  const hours = ((range.to ?? nowMs) - range.from) / HOUR_MS;
  if (cut.length > MAX_CUT_HOURS || cut.length > hours * MAX_CUT_PART)
    return `Borders of the question cut ${cut.length} UTC hours: raw events alone are less to read.`;
  return { pieces: piecesOf(query, borders, open), cut };
}

/** Of one link there are no hours but raw ones, which nothing cuts; or why its closed days do not help. */
function timesOfLink(
  query: GroupedQuery,
  countsVisitors: boolean,
  edges: number[] | undefined,
  open: ReadonlySet<number> | undefined,
): Pick<RollupSource, 'pieces' | 'cut'> | string {
  if (!countsVisitors && query.visitors !== false)
    return 'Visitors of several values together are known to raw events alone.';
  const pieces = piecesOf(query, bordersOf(query, edges), open);
  const isClosed = [pieces.quarters, pieces.months, pieces.closed].some((spans) => spans.length > 0);
  // Before it is known which days are open, any may be closed.
  if (!isClosed && (open !== undefined || pieces.days.length === 0))
    return 'Of this link no whole UTC day between the borders of the question is closed.';
  return { pieces, cut: [] };
}

/** Moments that no piece of the range may lie across. */
function bordersOf({ range }: GroupedQuery, edges: number[] = []): number[] {
  const [from, to] = [Math.max(range.from, FIRST_MONTH_MS), range.to ?? Infinity];
  return [from, ...edges.filter((edge) => edge > from && edge < to), Math.max(from, to)];
}

function piecesOf({ groupBy, nowMs }: GroupedQuery, borders: number[], open: ReadonlySet<number> | undefined): Pieces {
  const [from = 0, to = 0] = [borders[0], borders.at(-1)];
  const byHour: Pieces = { quarters: [], months: [], closed: [], days: [], hours: [{ from, to }] };
  if (groupBy.kind === 'heatmap') return byHour;
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const pieces = takeApart(borders, (day) => open === undefined || day >= today || open.has(day), today);
  const spans = Object.values(pieces).reduce((sum: number, each: Span[]) => sum + each.length, 0);
  return spans > MAX_SPANS ? byHour : pieces;
}

/** Whether the zone is whole hours away from UTC all through the range. */
function hasWholeHours({ range, nowMs }: GroupedQuery): boolean {
  const to = range.to ?? nowMs;
  for (let at = Math.max(range.from, FIRST_MONTH_MS); at < to; at += OFFSET_STEP_MS)
    if (offsetMs(at, range.zone) % HOUR_MS !== 0) return false;
  return offsetMs(to, range.zone) % HOUR_MS === 0;
}
