/** Step 3: renders a plan as one SQL statement. Text comes from this file and from closed tables; every value is a bound parameter. */
import type { BreakdownName, Dimension } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import { labelCondition, labelValue, listsOf } from './render-labels.ts';
import { renderMetadata } from './metadata-query.ts';
import type { Plan, Source } from './plan.ts';
import { MAX_BREAKDOWN_ROWS } from './query.ts';
import type { StatsFilter, StatsQuery } from './stats-query.ts';
import { rankedDimension } from './stats-query.ts';

export interface Statement {
  sql: string;
  params: Record<string, unknown>;
}

const RAW_METRICS = (unique: string) => `countIf(type = 'click') AS clicks,
  countIf(type = 'lead') AS leads,
  countIf(type = 'sale') AS sales,
  sumIf(sale_amount, type = 'sale') AS sale_total,
  ${unique}(visitor_id, visitor_id != 0) AS unique_visitors`;

const ROLLUP_METRICS = `sumIf(events, type = 'click') AS clicks,
  sumIf(events, type = 'lead') AS leads,
  sumIf(events, type = 'sale') AS sales,
  sumIf(sale_amount, type = 'sale') AS sale_total,
  uniqCombined64Merge(visitors) AS unique_visitors`;

const RAW: Source = { table: 'raw' };
/** Rows of a pair: more is a table that nobody reads. */
export const MAX_PAIR_ROWS = 20_000;
/** Second dimension's values within each of the first. */
const MAX_WITHIN = 100;

/**
 * Rows carry `bucket` (Unix seconds), `slot`, `shown` or `shown_within`, as the grouping asks, then clicks, leads, sales,
 * sale_total, unique_visitors.
 * @param exact counts visitors exactly where raw events are read, instead of by the sketch that rollups keep.
 */
export function renderStats(plan: Plan, exact = false): Statement {
  const { source } = plan;
  const params: Record<string, unknown> = { workspace: plan.query.workspaceId };
  if (source.table !== 'raw' && source.cut) return { sql: renderCut(plan, source.cut, params), params };
  const metrics = source.table === 'raw' ? RAW_METRICS(exact ? 'uniqExactIf' : 'uniqCombined64If') : ROLLUP_METRICS;
  const sql = `SELECT ${[...groupColumns(plan, source, params), metrics].join(',\n  ')}
FROM ${tableOf(source)}
WHERE ${conditionsOn(plan, source, params).join('\n  AND ')}${tail(plan, params)}`;
  return { sql, params };
}

/** Whole hours from the rollup, cut hours from raw events, summed up together. */
function renderCut(plan: Plan, cut: number[], params: Record<string, unknown>): string {
  const { source } = plan;
  params['cut'] = cut.map((hour) => hour / 1_000);
  const names = groupNames(plan);
  const rows = (of: Source, more: string[], metrics: string, end: string) =>
    `SELECT ${['type', ...groupColumns(plan, of, params), metrics].join(', ')}
  FROM ${tableOf(of)}
  WHERE ${[...conditionsOn(plan, of, params), ...more].join('\n    AND ')}${end}`;
  const inCut = (moment: string) => `${moment} IN (SELECT toDateTime(arrayJoin({cut:Array(UInt32)}), 'UTC'))`;
  const whole = rows(source, [`NOT ${inCut('hour')}`], 'events, sale_amount, visitors', '');
  const parts = rows(
    RAW,
    [inCut("toStartOfHour(toDateTime(ts, 'UTC'))")],
    `toInt64(count()) AS events, sum(raw_events_v1.sale_amount) AS sale_amount,
    uniqCombined64StateIf(visitor_id, visitor_id != 0) AS visitors`,
    `\n  GROUP BY ${['type', ...names].join(', ')}`,
  );
  return `SELECT ${[...names, ROLLUP_METRICS].join(',\n  ')}
FROM (
  ${whole}
  UNION ALL
  ${parts}
)${tail(plan, params)}`;
}

/** Everything a row must fulfil. */
export function conditionsOn(plan: Plan, source: Source, params: Record<string, unknown>): string[] {
  const { query } = plan;
  return [
    'workspace_id = {workspace:String}',
    ...commonConditions(query, params),
    ...sourceConditions(source, params),
    ...timeConditions(plan, source, params),
    ...query.filters.map((filter, index) => filterCondition(filter, index, source, params)),
    ...rankedConditions(plan, source, params),
  ];
}

/** Type, class, root and metadata: the same columns in every table, except that rollups know no keys and no metadata. */
export function commonConditions(query: StatsQuery, params: Record<string, unknown>): string[] {
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

/** @param index makes the parameter's name; @returns a condition on the column that this source keeps the dimension in. */
export function filterCondition(
  filter: StatsFilter,
  index: number,
  source: Source,
  params: Record<string, unknown>,
): string {
  const dimension = FILTER_DIMENSIONS[filter.name];
  const column = source.table === 'raw' ? dimension.column : source.table === 'events' ? 'link_id' : 'value';
  const lists = listsOf(`filter_${index}`, filter.values, params);
  const not = filter.not ? 'NOT ' : '';
  if (filter.contains) return `${not}multiSearchAnyCaseInsensitiveUTF8(toString(${column}), ${lists[0]})`;
  const read = 'fold' in dimension ? `lowerUTF8(${column})` : column;
  return `${not}(${lists.map((list) => `${read} IN ${list}`).join(' OR ')})`;
}

function rankedConditions({ query }: Plan, source: Source, params: Record<string, unknown>): string[] {
  const name = rankedDimension(query.groupBy);
  const values = query.only ?? query.except;
  if (name === undefined || values === undefined) return [];
  params['ranked'] = values;
  if (labelled(name)) return [labelCondition(query, params)];
  return [`${valueOf(name, source)} ${query.only ? 'IN' : 'NOT IN'} {ranked:Array(String)}`];
}

/** Range conditions on raw events. */
export function rawTimeConditions(query: StatsQuery, params: Record<string, unknown>): string[] {
  params['from'] = query.range.from;
  const conditions = ["ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')"];
  if (query.range.to !== undefined) {
    params['to'] = query.range.to;
    conditions.push("ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')");
  }
  return conditions;
}

/** Hours that lie across the range's borders are among the cut ones, so that a rollup may take them in here. */
function timeConditions({ query }: Plan, source: Source, params: Record<string, unknown>): string[] {
  if (source.table === 'raw') return rawTimeConditions(query, params);
  const read = (name: string) =>
    source.step === 'hour' ? `toDateTime({${name}:UInt32}, 'UTC')` : `toDate(toDateTime({${name}:UInt32}, 'UTC'))`;
  params['from_step'] = Math.floor(query.range.from / 1_000);
  const conditions = [`${source.step} >= ${read('from_step')}`];
  if (query.range.to !== undefined) {
    params['to_step'] = Math.ceil(query.range.to / 1_000);
    conditions.push(`${source.step} < ${read('to_step')}`);
  }
  return conditions;
}

function sourceConditions(source: Source, params: Record<string, unknown>): string[] {
  if (source.table !== 'dimensions') return [];
  params['dimension'] = source.dimension;
  return ['dimension = {dimension:String}'];
}

export function tableOf(source: Source): string {
  // FINAL: a row that was stored twice and not yet merged counts once.
  if (source.table === 'raw') return 'raw_events_v1 FINAL';
  return `${source.table}_per_${source.step}_v1`;
}

/** The value of a breakdown in this source's rows. */
function valueOf(name: BreakdownName, source: Source): string {
  const dimension: Dimension = BREAKDOWNS[name];
  if (source.table === 'raw') return `toString(${dimension.column})`;
  if (dimension.fromRollup !== undefined) return `toString(${dimension.fromRollup})`;
  return source.table === 'events' ? 'link_id' : 'value';
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

export function groupColumns(plan: Plan, source: Source, params: Record<string, unknown>): string[] {
  const { groupBy } = plan.query;
  const ranked = rankedDimension(groupBy);
  return groupNames(plan).map((name) => {
    if (name === 'bucket') return bucketColumn(plan, source, params);
    if (name === 'slot') return slotColumn(plan, source, params);
    const isWithin = name === 'shown_within' && groupBy.kind === 'pair';
    const breakdown = isWithin ? groupBy.second : (ranked as BreakdownName);
    const value = labelled(breakdown) ? labelValue(plan.query, params, !isWithin) : valueOf(breakdown, source);
    return `${value} AS ${name}`;
  });
}

function momentOf(source: Source): string {
  return source.table === 'raw' ? "toDateTime(ts, 'UTC')" : `toDateTime(${source.step}, 'UTC')`;
}

/** Edges travel as minutes after the first, which keeps the query's address short. */
function bucketColumn({ edges = [] }: Plan, source: Source, params: Record<string, unknown>): string {
  const first = Math.floor((edges[0] ?? 0) / 60_000);
  params['first_minute'] = first;
  params['minutes'] = edges.map((edge) => Math.floor(edge / 60_000) - first);
  const minute = `toInt64(intDiv(toUnixTimestamp(${momentOf(source)}), 60)) - {first_minute:Int64}`;
  return `(roundDown(${minute}, {minutes:Array(Int64)}) + {first_minute:Int64}) * 60 AS bucket`;
}

function slotColumn({ query }: Plan, source: Source, params: Record<string, unknown>): string {
  params['zone'] = query.range.zone;
  const moment = momentOf(source);
  return `(toDayOfWeek(${moment}, 0, {zone:String}) - 1) * 24 + toHour(${moment}, {zone:String}) AS slot`;
}

function tail(plan: Plan, params: Record<string, unknown>): string {
  const names = groupNames(plan);
  const [first] = names;
  if (first === undefined) return '';
  const grouped = `\nGROUP BY ${names.join(', ')}`;
  if (names.length === 1 && first !== 'shown') return `${grouped}\nORDER BY ${first}`;
  const ranked = 'clicks + leads + sales DESC, shown ASC';
  params['limit'] = plan.query.limit ?? MAX_BREAKDOWN_ROWS;
  if (names.length === 1) return `${grouped}\nORDER BY ${ranked}\nLIMIT {limit:UInt32}`;
  params['limit'] = MAX_PAIR_ROWS;
  if (first === 'bucket') return `${grouped}\nORDER BY bucket, ${ranked}\nLIMIT {limit:UInt32}`;
  params['within'] = Math.min(plan.query.limit ?? MAX_WITHIN, MAX_WITHIN);
  return `${grouped}\nORDER BY ${ranked}, shown_within ASC\nLIMIT {within:UInt32} BY shown\nLIMIT {limit:UInt32}`;
}
