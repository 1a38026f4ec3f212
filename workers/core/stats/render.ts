/** Step 3: renders a plan as one SQL statement. */
import { kindsOf } from './kinds.ts';
import { type Plan, rawSpans, type RollupSource, type Source } from './plan.ts';
import { MAX_BREAKDOWN_ROWS } from './query.ts';
import {
  classesOf,
  conditionsOn,
  groupColumns,
  groupNames,
  nameOf,
  type Params,
  RAW,
  type Reading,
  readingsOf,
} from './reading.ts';
import type { EventType, GroupedQuery } from './stats-query.ts';

export interface Statement {
  sql: string;
  params: Record<string, unknown>;
}

/** A visitor on a day. Ids change at midnight UTC; those that a later lead inherits do not, and count on its day as what they are: another visit. */
const VISITOR = "bitXor(visitor_id, intHash64(toUInt64(toDate(ts, 'UTC'))))";
/** Sketches (uniqCombined64) are exact up to EXACT_VISITORS. */
const visitorsBy = (exact: boolean): string =>
  `toInt64(${exact ? 'uniqExactIf' : 'uniqCombined64If'}(${VISITOR}, visitor_id != 0))`;

/** In rows that count events, too. */
const visitorsIn = ({ query, exact }: Plan): string => (query.visitors === false ? 'toInt64(0)' : visitorsBy(exact));

/** What is counted of which type. */
const COUNTS = { clicks: 'click', leads: 'lead', sales: 'sale', sale_total: 'sale' } as const satisfies Record<
  string,
  EventType
>;
const NOTHING = Object.keys(COUNTS)
  .map((name) => `0 AS ${name}`)
  .join(', ');
const RAW_COUNTS = `toInt64(countIf(type = 'click')) AS clicks,
  toInt64(countIf(type = 'lead')) AS leads,
  toInt64(countIf(type = 'sale')) AS sales,
  sumIf(sale_amount, type = 'sale') AS sale_total`;

/** Rows of a pair: more is a table that nobody reads. */
export const MAX_PAIR_ROWS = 20_000;
/** Second dimension's values within each of the first. */
const MAX_WITHIN = 100;

/**
 * Rows carry `bucket` (Unix seconds), `slot`, `shown` or `shown_within`, as the grouping asks, then clicks, leads, sales,
 * sale_total, unique_visitors.
 */
export function renderStats(plan: Plan): Statement {
  const { source } = plan;
  const params: Params = { workspace: plan.query.workspaceId };
  if (source.table === 'rollup') return { sql: renderPieces(plan, source, params), params };
  // FINAL: a row that was stored twice and not yet merged counts once.
  const sql = `SELECT ${[...groupColumns(plan, RAW, params), RAW_COUNTS, `${visitorsIn(plan)} AS unique_visitors`].join(',\n  ')}
FROM raw_events_v1 FINAL
WHERE ${conditionsOn(plan, RAW, params).join('\n  AND ')}${tail(plan, params)}`;
  return { sql, params };
}

/** Tables that a plan reads, for people. */
export function tablesOf(source: Source, query: GroupedQuery): string {
  if (source.table === 'raw') return 'raw_events_v1 FINAL';
  const raw = source.cut.length > 0 || rawSpans(source, query).length > 0 ? ['raw_events_v1'] : [];
  return [...readingsOf(source).map(nameOf), ...raw].join(' + ');
}

/** Rows of each table, summed up together; visitors of what is open from raw events. */
function renderPieces(plan: Plan, source: RollupSource, params: Params): string {
  const names = groupNames(plan);
  const part = (reading: Reading, columns: string, more: string[] = [], end = '', final = '') =>
    `  SELECT ${[...groupColumns(plan, reading, params), columns].join(', ')}
  FROM ${nameOf(reading)}${final}
  WHERE ${[...conditionsOn(plan, reading, params), ...more].join('\n    AND ')}${end}`;
  const grouped = names.length === 0 ? '' : `\n  GROUP BY ${names.join(', ')}`;
  const uncut = source.cut.length > 0 ? [`NOT ${inCut(source, 'hour', params)}`] : [];
  const parts = readingsOf(source).map((reading) =>
    part(reading, countColumns(plan, source, reading, params), reading.time === 'hour' ? uncut : []),
  );
  const spans = rawSpans(source, plan.query);
  if (source.link !== undefined && spans.length > 0)
    parts.push(part({ ...RAW, spans }, `${RAW_COUNTS}, ${visitorsIn(plan)} AS seen`, [], grouped, ' FINAL'));
  if (source.cut.length > 0) {
    const inHours = [inCut(source, "toStartOfHour(toDateTime(ts, 'UTC'))", params)];
    // The bounds of its time have the names of the visitors', so they are the same.
    const cut = { ...RAW, spans: spans.length > 0 ? spans : source.pieces.hours };
    parts.push(part(cut, `${RAW_COUNTS}, toInt64(0) AS seen`, inHours, grouped, ' FINAL'));
  }
  // A visitor that was stored twice is one visitor: no FINAL.
  const visitors = `${NOTHING}, ${visitorsBy(plan.exact)} AS seen`;
  if (source.link === undefined && spans.length > 0)
    parts.push(part({ ...RAW, spans }, visitors, ['visitor_id != 0'], grouped));
  const sums = Object.entries(COUNTS).map(([name, type]) =>
    plan.query.types.includes(type) ? `sum(p.${name}) AS ${name}` : `toInt64(0) AS ${name}`,
  );
  sums.push('sum(p.seen) AS unique_visitors');
  return `SELECT ${[...names, ...sums].join(',\n  ')}
FROM (
${parts.join('\n  UNION ALL\n')}
) AS p${tail(plan, params)}`;
}

/** What one row of a rollup adds to each number. Types that nobody asks for are not read. */
function countColumns({ query }: Plan, source: RollupSource, { table }: Reading, params: Params): string {
  const counts = Object.entries(COUNTS).map(([name, type]) => {
    if (!query.types.includes(type)) return `0 AS ${name}`;
    if (table === 'closed') params[`kinds_${type}`] = kindsOf([type], classesOf(query));
    const isOfType = table === 'closed' ? `bitAnd(kinds, {kinds_${type}:UInt64}) != 0` : `type = '${type}'`;
    return `if(${isOfType}, ${name === 'sale_total' ? 'sale_amount' : 'events'}, 0) AS ${name}`;
  });
  const known = table === 'closed' && source.countsVisitors && query.visitors !== false;
  return [...counts, `${known ? 'visitors' : 'toInt64(0)'} AS seen`].join(', ');
}

function inCut({ cut }: RollupSource, moment: string, params: Params): string {
  params['cut'] = cut.map((hour) => hour / 1_000);
  return `${moment} IN (SELECT toDateTime(arrayJoin({cut:Array(UInt32)}), 'UTC'))`;
}

function tail(plan: Plan, params: Params): string {
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
