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
    ...(source.link !== undefined && { link: source.link }),
    // Readers take the current part of the year for its days before today: should a clock that goes ahead have closed today, it is not their sum.
    days_to: Math.min(end, today) / 1_000,
  };
  // A link's days are compared with what the rollup per link has of it, the workspace's with its total.
  const [rollup, closed, total] =
    source.link === undefined
      ? ['dimensions_per_day_v1', 'closed_per', "dimension = 'all'"]
      : ['events_per_day_v1', 'closed_links_per', 'link_id = {link:String}'];
  const within = (
    time: string,
    to: string,
    rows: string,
  ): string => `WHERE workspace_id = {workspace:String} AND ${rows}
    AND ${time} >= toDate(toDateTime({from:UInt32}, 'UTC')) AND ${time} < toDate(toDateTime({${to}:UInt32}, 'UTC'))`;
  const closedTotal = source.link === undefined ? total : `${total} AND dimension = 'all'`;
  // Each table once, over whole quarters: a table that is read costs more than its rows.
  const sql = `SELECT toUnixTimestamp(toDateTime(start, 'UTC')) AS open_day
FROM (
  SELECT 'day' AS step, day AS start, events AS n FROM ${rollup}
  ${within('day', 'days_to', `type IN {types:Array(String)} AND ${total}`)}
  UNION ALL
  SELECT its.1 AS step, its.2 AS start, its.3 AS n FROM ${closed}_day_v1
  ARRAY JOIN [('day', day, if(bitAnd(kinds, {kinds:UInt64}) = 0, 0, -events)), ('month', toStartOfMonth(day), events),
    ('quarter', toStartOfQuarter(day), events)] AS its
  ${within('day', 'days_to', closedTotal)}
  UNION ALL
  SELECT 'month' AS step, month AS start, -events AS n FROM ${closed}_month_v1
  ${within('month', 'to', closedTotal)}
  UNION ALL
  SELECT 'quarter' AS step, quarter AS start, -events AS n FROM ${closed}_quarter_v1
  ${within('quarter', 'to', closedTotal)}
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
