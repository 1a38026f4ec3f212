/** Reads a page of single events from the end that is asked for, window by window: what lies behind the page is not read. */
import { refusal } from '../error/refuse.ts';
import { isUuid } from '../id/uuidv7.ts';
import { EVENT_COLUMNS, type EventRecord, readEvent } from './event-row.ts';
import type { Statement } from './render.ts';
import { commonConditions, filterCondition, RAW, rawTimeConditions } from './reading.ts';
import { readCount, type StatsRunner } from './run.ts';
import type { StatsQuery } from './stats-query.ts';

export interface EventPage {
  limit: number;
  offset: number;
  order: 'asc' | 'desc';
  /** The event before the page. */
  after?: EventPlace | undefined;
}

/** Where an event stands in the list. */
export interface EventPlace {
  /** Unix milliseconds. */
  ts: number;
  id: string;
}

/** Half-open, Unix milliseconds. */
interface Span {
  from: number;
  to: number;
}

/** The first window; each further one is as many times longer. A year takes eight. */
const FIRST_WINDOW_MS = 3_600_000;
const WINDOW_GROWTH = 4;
/** An event of the millisecond that is passing belongs to the page. */
const NOW_MS = 1;

export async function readEvents(
  runner: StatsRunner,
  stats: StatsQuery,
  page: EventPage,
  nowMs: number,
): Promise<EventRecord[]> {
  const events: EventRecord[] = [];
  let skip = page.offset;
  for (const span of windows(await spanOf(runner, stats, page, nowMs), page.order)) {
    const rows = await runner.query(
      renderWindow(stats, page, span, { limit: page.limit - events.length, offset: skip }),
    );
    events.push(...rows.map(readEvent));
    if (events.length >= page.limit) break;
    skip = rows.length > 0 || skip === 0 ? 0 : skip - (await countWindow(runner, stats, page, span));
  }
  return events;
}

/** The range without what certainly holds nothing. */
async function spanOf(runner: StatsRunner, stats: StatsQuery, page: EventPage, nowMs: number): Promise<Span> {
  const { from, to = nowMs + NOW_MS } = stats.range;
  const start = from > 0 ? from : await firstDay(runner, stats.workspaceId, to);
  if (!page.after) return { from: start, to };
  return page.order === 'desc'
    ? { from: start, to: Math.min(to, page.after.ts + NOW_MS) }
    : { from: Math.max(start, page.after.ts), to };
}

async function firstDay(runner: StatsRunner, workspaceId: string, otherwise: number): Promise<number> {
  const [row] = await runner.query({
    sql: `SELECT toUnixTimestamp(toDateTime(min(day), 'UTC')) AS first, count() AS days FROM dimensions_per_day_v1
WHERE workspace_id = {workspace:String} AND dimension = 'all'`,
    params: { workspace: workspaceId },
  });
  return readCount(row?.['days'] ?? 0) === 0 ? otherwise : readCount(row?.['first']) * 1_000;
}

function* windows({ from, to }: Span, order: EventPage['order']): Generator<Span> {
  let length = FIRST_WINDOW_MS;
  if (order === 'desc')
    for (let end = to; end > from; end -= length / WINDOW_GROWTH) {
      yield { from: Math.max(from, end - length), to: end };
      length *= WINDOW_GROWTH;
    }
  else
    for (let start = from; start < to; start += length / WINDOW_GROWTH) {
      yield { from: start, to: Math.min(to, start + length) };
      length *= WINDOW_GROWTH;
    }
}

function renderWindow(
  stats: StatsQuery,
  page: EventPage,
  span: Span,
  { limit, offset }: { limit: number; offset: number },
): Statement {
  const params: Record<string, unknown> = { workspace: stats.workspaceId, limit, offset };
  const order = page.order === 'asc' ? 'ASC' : 'DESC';
  const sql = `SELECT ${EVENT_COLUMNS}
FROM raw_events_v1 FINAL
WHERE ${conditionsOf(stats, page, span, params).join('\n  AND ')}
ORDER BY ts ${order}, event_id ${order}
LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;
  return { sql, params };
}

async function countWindow(runner: StatsRunner, stats: StatsQuery, page: EventPage, span: Span): Promise<number> {
  const params: Record<string, unknown> = { workspace: stats.workspaceId };
  const conditions = conditionsOf(stats, page, span, params);
  const sql = `SELECT count() AS events FROM raw_events_v1 FINAL WHERE ${conditions.join(' AND ')}`;
  const [row] = await runner.query({ sql, params });
  return readCount(row?.['events']);
}

function conditionsOf(stats: StatsQuery, { after, order }: EventPage, span: Span, params: Record<string, unknown>) {
  const conditions = [
    'workspace_id = {workspace:String}',
    ...commonConditions(stats, params),
    ...rawTimeConditions({ ...stats, range: { ...stats.range, ...span } }, params),
    ...stats.filters.map((filter, index) => filterCondition(filter, index, RAW, params)),
  ];
  if (!after) return conditions;
  params['after_ts'] = after.ts;
  params['after_id'] = after.id;
  const beyond = order === 'desc' ? '<' : '>';
  return [
    ...conditions,
    `(ts, event_id) ${beyond} (fromUnixTimestamp64Milli({after_ts:Int64}, 'UTC'), {after_id:UUID})`,
  ];
}

export function writeCursor({ ts, id }: EventPlace): string {
  return `${ts.toString(36)}.${id}`;
}

/** Throws `unprocessable_entity` for what no answer has given. */
export function readCursor(text: string): EventPlace {
  const [time = '', id = ''] = text.split('.', 2);
  const ts = /^[0-9a-z]{1,11}$/.test(time) ? Number.parseInt(time, 36) : Number.NaN;
  if (!Number.isSafeInteger(ts) || !isUuid(id)) throw refusal('cursor', 'must be the X-Next-Cursor of an answer', text);
  return { ts, id };
}
