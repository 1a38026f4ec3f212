/** One table that a statement reads, and how its rows say what is asked: text from closed tables, every value a bound parameter. */
import { LINK } from './asked.ts';
import type { BreakdownName, Dimension } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import { KIND_CLASSES, kindsOf } from './kinds.ts';
import { renderMetadata } from './metadata-query.ts';
import type { Plan, RollupSource } from './plan.ts';
import { labelCondition, labelValue, listsOf } from './render-labels.ts';
import type { GroupedQuery, StatsFilter, StatsQuery } from './stats-query.ts';
import { rankedDimension } from './stats-query.ts';
import { HOUR_MS, type Span } from './time/pieces.ts';

export type Params = Record<string, unknown>;

export interface Reading {
  table: 'raw' | 'events' | 'dimensions' | 'closed';
  /** Column of the time. */
  time: 'ts' | 'hour' | 'day' | 'month' | 'quarter';
  /** Of the tables that keep several. */
  dimension?: string;
  /** Closed days of links, each by itself. */
  ofLink?: boolean;
  /** Only this time; undefined for the question's range. */
  spans?: Span[];
}

export const RAW: Reading = { table: 'raw', time: 'ts' };

export function nameOf({ table, time, ofLink }: Reading): string {
  return table === 'raw' ? 'raw_events_v1' : `${table}${ofLink ? '_links' : ''}_per_${time}_v1`;
}

/** Everything but raw that a rollup's plan reads, longest steps first. */
export function readingsOf({ dimension, closedAs, perLink, link, pieces }: RollupSource): Reading[] {
  const open = perLink ? ({ table: 'events' } as const) : ({ table: 'dimensions', dimension } as const);
  const closed = { table: 'closed', dimension: closedAs, ofLink: link !== undefined } as const;
  const all: (Reading & { spans: Span[] })[] = [
    { ...closed, time: 'quarter', spans: pieces.quarters },
    { ...closed, time: 'month', spans: pieces.months },
    { ...closed, time: 'day', spans: pieces.closed },
    { ...open, time: 'day', spans: link === undefined ? pieces.days : [] },
    { ...open, time: 'hour', spans: link === undefined ? pieces.hours : [] },
  ];
  return all.filter(({ spans }) => spans.length > 0);
}

/** Everything a row must fulfil. */
export function conditionsOn(plan: Plan, reading: Reading, params: Params): string[] {
  const { query } = plan;
  return [
    'workspace_id = {workspace:String}',
    ...(reading.table === 'closed' ? kindConditions(query, params) : commonConditions(query, params)),
    ...dimensionConditions(reading, params),
    ...timeConditions(query, reading, params),
    ...query.filters.map((filter, index) => filterCondition(filter, index, reading, params)),
    ...rankedConditions(query, reading, params),
  ];
}

/** Type, class, root and metadata: the same columns in every table, except that rollups know no keys and no metadata. */
export function commonConditions(query: StatsQuery, params: Params): string[] {
  params['types'] = query.types;
  const conditions = ['type IN {types:Array(String)}'];
  if (query.classes) {
    params['classes'] = query.classes;
    conditions.push('class IN {classes:Array(String)}');
  }
  if (query.metadata) conditions.push(renderMetadata(query.metadata, params));
  if (query.root !== undefined) conditions.push(query.root ? "key = '_root'" : "key != '_root'");
  return conditions;
}

function kindConditions(query: GroupedQuery, params: Params): string[] {
  const classes = classesOf(query);
  params['kinds'] = kindsOf(query.types, classes);
  const isPeople = classes?.every((each) => each === 'human') === true;
  return ['bitAnd(kinds, {kinds:UInt64}) != 0', ...(isPeople ? ['human'] : [])];
}

/** The classes that count where rows are about several: what is chosen of them is chosen by their bits. */
export function classesOf({ classes, groupBy, only, except }: GroupedQuery): StatsQuery['classes'] {
  if (rankedDimension(groupBy) !== 'classes' || (!only && !except)) return classes;
  return (classes ?? [...KIND_CLASSES]).filter((each) => (only ? only.includes(each) : !except?.includes(each)));
}

function dimensionConditions({ dimension, table }: Reading, params: Params): string[] {
  if (dimension === undefined) return [];
  const name = table === 'closed' ? 'closed_dimension' : 'dimension';
  params[name] = dimension;
  return [`dimension = {${name}:String}`];
}

/** The question's range on raw events. */
export function rawTimeConditions(query: StatsQuery, params: Params): string[] {
  return timeConditions(query, RAW, params);
}

/** Hours that lie across the range's borders are among the cut ones, so that a rollup may take them in here. */
function timeConditions({ range }: StatsQuery, { table, time, spans }: Reading, params: Params): string[] {
  const asked = spans ?? [{ from: range.from, to: range.to ?? Infinity }];
  const ranges = asked.map(({ from, to }, index) => {
    const [after, before] = [`${table}_${time}_from_${index}`, `${table}_${time}_to_${index}`];
    params[after] = time === 'ts' ? from : Math.floor(from / HOUR_MS) * (HOUR_MS / 1_000);
    if (to === Infinity) return `${time} >= ${momentParam(time, after)}`;
    params[before] = time === 'ts' ? to : Math.ceil(to / HOUR_MS) * (HOUR_MS / 1_000);
    return `${time} >= ${momentParam(time, after)} AND ${time} < ${momentParam(time, before)}`;
  });
  return ranges.length === 1 ? ranges : [`(${ranges.join(' OR ')})`];
}

function momentParam(time: Reading['time'], name: string): string {
  if (time === 'ts') return `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;
  const moment = `toDateTime({${name}:UInt32}, 'UTC')`;
  return time === 'hour' ? moment : `toDate(${moment})`;
}

/** @param index makes the parameter's name; @returns a condition on the column that this table keeps the dimension in. */
export function filterCondition(filter: StatsFilter, index: number, reading: Reading, params: Params): string {
  const dimension: Dimension = FILTER_DIMENSIONS[filter.name];
  const column = reading.table === 'raw' ? dimension.column : valueColumn(reading, dimension.rollup);
  const lists = listsOf(`filter_${index}`, filter.values, params);
  const not = filter.not ? 'NOT ' : '';
  if (filter.contains) return `${not}multiSearchAnyCaseInsensitiveUTF8(toString(${column}), ${lists[0]})`;
  const read = 'fold' in dimension ? `lowerUTF8(${column})` : column;
  return `${not}(${lists.map((list) => `${read} IN ${list}`).join(' OR ')})`;
}

function rankedConditions(query: GroupedQuery, reading: Reading, params: Params): string[] {
  const name = rankedDimension(query.groupBy);
  const values = query.only ?? query.except;
  if (name === undefined || values === undefined) return [];
  if (name === 'classes' && reading.table === 'closed') return [];
  params['ranked'] = values;
  if (labelled(name)) return [labelCondition(query, params, linkColumn(reading))];
  return [`${valueOf(name, reading)} ${query.only ? 'IN' : 'NOT IN'} {ranked:Array(String)}`];
}

/** The column of a rollup that holds the values of one of its dimensions. */
function valueColumn({ table, ofLink }: Reading, rollup: string | undefined): string {
  return table === 'events' || (ofLink && rollup === LINK) ? 'link_id' : 'value';
}

function linkColumn(reading: Reading): string {
  return reading.table === 'raw' ? 'link_id' : valueColumn(reading, LINK);
}

/** The value of a breakdown in this table's rows. */
function valueOf(name: BreakdownName, reading: Reading): string {
  const { column, rollup, fromRollup, closed }: Dimension = BREAKDOWNS[name];
  if (reading.table === 'raw') return `toString(${column})`;
  if (fromRollup === undefined || (closed !== undefined && closed === reading.dimension))
    return valueColumn(reading, rollup);
  return `toString(${fromRollup})`;
}

function labelled(name: BreakdownName): boolean {
  return (BREAKDOWNS[name] as Dimension).label !== undefined;
}

/** Names of the columns that rows are grouped by. No table has such columns, so that a name never hides one. */
export function groupNames({ query }: Plan): string[] {
  const { groupBy } = query;
  if (query.except || groupBy.kind === 'count') return [];
  if (groupBy.kind === 'timeseries') return ['bucket'];
  if (groupBy.kind === 'heatmap') return ['slot'];
  if (groupBy.kind === 'breakdown') return ['shown'];
  return groupBy.first === 'timeseries' ? ['bucket', 'shown'] : ['shown', 'shown_within'];
}

export function groupColumns(plan: Plan, reading: Reading, params: Params): string[] {
  const { groupBy } = plan.query;
  const ranked = rankedDimension(groupBy);
  return groupNames(plan).map((name) => {
    if (name === 'bucket') return bucketColumn(plan, reading, params);
    if (name === 'slot') return slotColumn(plan, reading, params);
    const isWithin = name === 'shown_within' && groupBy.kind === 'pair';
    const breakdown = isWithin ? groupBy.second : (ranked as BreakdownName);
    return `${shownValue(plan.query, breakdown, !isWithin, reading, params)} AS ${name}`;
  });
}

function shownValue(
  query: GroupedQuery,
  name: BreakdownName,
  first: boolean,
  reading: Reading,
  params: Params,
): string {
  if (labelled(name)) return labelValue(query, params, first, linkColumn(reading));
  if (name === 'classes' && reading.table === 'closed') return classColumn(query, params);
  return valueOf(name, reading);
}

/** One row for each class that a row's visitors or events are of. */
function classColumn(query: GroupedQuery, params: Params): string {
  const classes = classesOf(query) ?? [...KIND_CLASSES];
  params['class_names'] = classes;
  params['class_kinds'] = classes.map((each) => kindsOf(query.types, [each]));
  return `arrayJoin(arrayFilter((_, bits) -> bitAnd(kinds, toUInt64(bits)) != 0, {class_names:Array(String)}, {class_kinds:Array(String)}))`;
}

/** Edges travel as minutes after the first, which keeps the query's address short. */
function bucketColumn({ edges = [] }: Plan, { time }: Reading, params: Params): string {
  const first = Math.floor((edges[0] ?? 0) / 60_000);
  params['first_minute'] = first;
  params['minutes'] = edges.map((edge) => Math.floor(edge / 60_000) - first);
  const minute = `toInt64(intDiv(toUnixTimestamp(toDateTime(${time}, 'UTC')), 60)) - {first_minute:Int64}`;
  return `(roundDown(${minute}, {minutes:Array(Int64)}) + {first_minute:Int64}) * 60 AS bucket`;
}

function slotColumn({ query }: Plan, { time }: Reading, params: Params): string {
  params['zone'] = query.range.zone;
  const moment = `toDateTime(${time}, 'UTC')`;
  return `(toDayOfWeek(${moment}, 0, {zone:String}) - 1) * 24 + toHour(${moment}, {zone:String}) AS slot`;
}
