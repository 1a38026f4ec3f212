/** Before a plan's days are read: which of them are closed, as they prove it themselves. */
import { kindsOf } from './kinds.ts';
import type { Plan } from './plan.ts';
import type { Statement } from './render.ts';
import { DAY_MS, type Span } from './time/pieces.ts';

/**
 * UTC days with events that are not closed, as `open_day` (Unix seconds): those whose closed events of the types asked for are not as many as
 * the rollup's, and the first of a month or quarter that is not the sum of its days, so that it is read by these. Other types are not looked
 * at: what they bring late changes no number of this question, and the rollup is read by its key.
 * Undefined when no day of the plan could be closed.
 */
export function renderOpenDays({ source, query }: Plan): Statement | undefined {
  if (source.table === 'raw' || source.pieces.days.length === 0) return undefined;
  const [first, last] = [source.pieces.days[0] as Span, source.pieces.days.at(-1) as Span];
  const today = Math.floor(query.nowMs / DAY_MS) * DAY_MS;
  if (first.from >= today) return undefined;
  const end = quarterOf(Math.min(last.to, today) - 1, 1);
  const params = {
    workspace: query.workspaceId,
    types: query.types,
    kinds: kindsOf(query.types, undefined),
    from: quarterOf(first.from, 0) / 1_000,
    to: end / 1_000,
    // Readers take the current part of the year for its days before today: should a clock that goes ahead have closed today, it is not their sum.
    days_to: Math.min(end, today) / 1_000,
  };
  const within = (time: string, to: string): string => `WHERE workspace_id = {workspace:String} AND dimension = 'all'
    AND ${time} >= toDate(toDateTime({from:UInt32}, 'UTC')) AND ${time} < toDate(toDateTime({${to}:UInt32}, 'UTC'))`;
  // Each table once, over whole quarters: a table that is read costs more than its rows.
  const sql = `SELECT toUnixTimestamp(toDateTime(start, 'UTC')) AS open_day
FROM (
  SELECT 'day' AS step, day AS start, events AS n FROM dimensions_per_day_v1
  ${within('day', 'days_to')} AND type IN {types:Array(String)}
  UNION ALL
  SELECT its.1 AS step, its.2 AS start, its.3 AS n FROM closed_per_day_v1
  ARRAY JOIN [('day', day, if(bitAnd(kinds, {kinds:UInt64}) = 0, 0, -events)), ('month', toStartOfMonth(day), events),
    ('quarter', toStartOfQuarter(day), events)] AS its
  ${within('day', 'days_to')}
  UNION ALL
  SELECT 'month' AS step, month AS start, -events AS n FROM closed_per_month_v1
  ${within('month', 'to')}
  UNION ALL
  SELECT 'quarter' AS step, quarter AS start, -events AS n FROM closed_per_quarter_v1
  ${within('quarter', 'to')}
)
GROUP BY step, start
HAVING sum(n) != 0`;
  return { sql, params };
}

/** Start of the quarter that a moment lies in, or of one after it. */
function quarterOf(moment: number, after: number): number {
  const date = new Date(moment);
  return Date.UTC(date.getUTCFullYear(), (Math.floor(date.getUTCMonth() / 3) + after) * 3, 1);
}
