/** Step 3: renders a plan as one SQL statement. Text comes from this file and from closed tables; every value is a bound parameter. */
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import { renderMetadata } from './metadata-query.ts';
import type { Plan, Source } from './plan.ts';
import { MAX_BREAKDOWN_ROWS } from './query.ts';
import type { StatsFilter, StatsQuery } from './stats-query.ts';

export interface Statement {
  sql: string;
  params: Record<string, unknown>;
}

const RAW_METRICS = `countIf(type = 'click') AS clicks,
  countIf(type = 'lead') AS leads,
  countIf(type = 'sale') AS sales,
  sumIf(sale_amount, type = 'sale') AS sale_total,
  uniqCombined64If(visitor_id, visitor_id != 0) AS unique_visitors`;

const ROLLUP_METRICS = `sumIf(events, type = 'click') AS clicks,
  sumIf(events, type = 'lead') AS leads,
  sumIf(events, type = 'sale') AS sales,
  sumIf(sale_amount, type = 'sale') AS sale_total,
  uniqCombined64Merge(visitors) AS unique_visitors`;

/** Rows carry `bucket` (Unix seconds) or `value`, then clicks, leads, sales, sale_total, unique_visitors. */
export function renderStats(plan: Plan): Statement {
  const { source, query } = plan;
  const isRaw = source.table === 'raw';
  const params: Record<string, unknown> = { workspace: query.workspaceId };
  const conditions = [
    'workspace_id = {workspace:String}',
    ...commonConditions(query, params),
    ...sourceConditions(source, params),
    ...timeConditions(plan, params),
    ...query.filters.map((filter, index) => filterCondition(filter, index, source, params)),
  ];
  const select = [groupColumn(plan, params), isRaw ? RAW_METRICS : ROLLUP_METRICS]
    .filter((part) => part !== '')
    .join(',\n  ');
  const sql = `SELECT ${select}
FROM ${tableOf(source)}
WHERE ${conditions.join('\n  AND ')}${tail(plan, params)}`;
  return { sql, params };
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
  const name = `filter_${index}`;
  params[name] = filter.values;
  const read = 'fold' in dimension ? `lowerUTF8(${column})` : column;
  return `${read} ${filter.not ? 'NOT IN' : 'IN'} {${name}:Array(String)}`;
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

function timeConditions({ source, query }: Plan, params: Record<string, unknown>): string[] {
  if (source.table === 'raw') return rawTimeConditions(query, params);
  const read = (name: string) =>
    source.step === 'hour' ? `toDateTime({${name}:UInt32}, 'UTC')` : `toDate(toDateTime({${name}:UInt32}, 'UTC'))`;
  params['from'] = query.range.from / 1_000;
  const conditions = [`${source.step} >= ${read('from')}`];
  if (query.range.to !== undefined) {
    params['to'] = query.range.to / 1_000;
    conditions.push(`${source.step} < ${read('to')}`);
  }
  return conditions;
}

function sourceConditions(source: Source, params: Record<string, unknown>): string[] {
  if (source.table !== 'dimensions') return [];
  params['dimension'] = source.dimension;
  return ['dimension = {dimension:String}'];
}

function tableOf(source: Source): string {
  // FINAL: a row that was stored twice and not yet merged counts once.
  if (source.table === 'raw') return 'raw_events_v1 FINAL';
  return `${source.table}_per_${source.step}_v1`;
}

function groupColumn({ source, query, edges }: Plan, params: Record<string, unknown>): string {
  const { groupBy } = query;
  if (groupBy.kind === 'breakdown') {
    if (source.table === 'raw') return `toString(${BREAKDOWNS[groupBy.name].column}) AS value`;
    return source.table === 'events' ? 'link_id AS value' : 'value';
  }
  if (groupBy.kind === 'count') return '';
  params['edges'] = (edges ?? []).map((edge) => edge / 1_000);
  const moment =
    source.table === 'raw'
      ? "toUnixTimestamp(toDateTime(ts, 'UTC'))"
      : `toUnixTimestamp(toDateTime(${source.step}, 'UTC'))`;
  return `roundDown(${moment}, {edges:Array(UInt32)}) AS bucket`;
}

function tail({ query }: Plan, params: Record<string, unknown>): string {
  if (query.groupBy.kind === 'count') return '';
  if (query.groupBy.kind === 'timeseries') return '\nGROUP BY bucket\nORDER BY bucket';
  params['limit'] = MAX_BREAKDOWN_ROWS;
  return '\nGROUP BY value\nORDER BY clicks + leads + sales DESC, value ASC\nLIMIT {limit:UInt32}';
}
