/** Reads raw events of one workspace month by month, in the order in which the store keeps them: a page reads little more than itself. */
import type { EventFormat } from '#core/export/bundle/job.ts';
import type { ExportSource, SourcePage } from '#core/export/bundle/ports.ts';
import { csvCell } from '#core/import/error-file.ts';
import { type ClickHouseConfig, runStatement } from '../clickhouse/client.ts';

/** Rows of one statement: about five megabytes. */
const PAGE_EVENTS = 5_000;
const TIMEOUT_MS = 60_000;
const SETTINGS = {
  readonly: '2',
  max_execution_time: '45',
  max_memory_usage: '2000000000',
  date_time_output_format: 'iso',
  // Numbers beyond 2^53 would lose digits in whatever reads the file.
  output_format_json_quote_64bit_integers: '1',
  // Rows of one event id never lie in two partitions: the time is fixed at the edge.
  do_not_merge_across_partitions_select_final: '1',
};

const MONTHS = `SELECT toString(toYYYYMM(ts)) AS month, toUInt32(uniq(event_id)) AS events FROM raw_events_v1
WHERE workspace_id = {workspace:String} AND ts < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
GROUP BY month ORDER BY month FORMAT JSONEachRow`;
/** The first two conditions on the place are there for the primary key, which does not look into tuples. */
const PAGE = `SELECT * EXCEPT (workspace_id, batch) FROM raw_events_v1 FINAL
WHERE workspace_id = {workspace:String} AND toYYYYMM(ts) = {month:UInt32}
  AND ts < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
  AND type >= {type:String} AND (type > {type:String} OR link_id >= {link:String})
  AND (type, link_id, toUnixTimestamp(toStartOfHour(ts)), event_id) > ({type:String}, {link:String}, {hour:UInt32}, {event:UUID})
ORDER BY type, link_id, toStartOfHour(ts), event_id LIMIT {limit:UInt32} FORMAT JSONEachRow`;
const COLUMNS = `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'raw_events_v1'
AND name NOT IN ('workspace_id', 'batch') ORDER BY position FORMAT JSONEachRow`;

/** The place before every event. */
const BEGINNING = { type: '', link: '', hour: 0, event: '00000000-0000-0000-0000-000000000000' };
type Place = typeof BEGINNING;

export interface EventReading {
  clickhouse: ClickHouseConfig;
  workspaceId: string;
  /** Unix ms: later events belong to the next export. */
  beforeMs: number;
}

export interface EventMonth {
  /** `202611` */
  month: string;
  events: number;
}

/** Months that hold events, oldest first. */
export function eventMonths(reading: EventReading): Promise<EventMonth[]> {
  return rowsOf<EventMonth>(reading, MONTHS, {});
}

export async function eventSources(
  reading: EventReading,
  months: readonly EventMonth[],
  format: EventFormat,
): Promise<ExportSource[]> {
  if (format === 'none' || months.length === 0) return [];
  const columns =
    format === 'csv' ? (await rowsOf<{ name: string }>(reading, COLUMNS, {})).map(({ name }) => name) : [];
  const write =
    format === 'csv' ? (row: EventRow) => csvLine(columns, row) : (row: EventRow) => `${JSON.stringify(row)}\n`;
  return months.map(({ month }) => ({
    name: `events-${month.slice(0, 4)}-${month.slice(4)}`,
    ending: format,
    zipped: true,
    head: format === 'csv' ? `${columns.join(',')}\r\n` : '',
    about: 'A click, lead, sale or orphan visit of the month (UTC).',
    page: (after) => readPage(reading, month, write, after),
  }));
}

type EventRow = Record<string, string | number>;

async function readPage(
  reading: EventReading,
  month: string,
  write: (row: EventRow) => string,
  after: string | null,
): Promise<SourcePage> {
  const { type, link, hour, event } = after === null ? BEGINNING : (JSON.parse(after) as Place);
  const place = { type, link, hour: String(hour), event };
  const rows = await rowsOf<EventRow>(reading, PAGE, { ...place, month, limit: String(PAGE_EVENTS) });
  const last = rows.length === PAGE_EVENTS ? rows.at(-1) : undefined;
  return { text: rows.map(write).join(''), rows: rows.length, next: last ? JSON.stringify(placeOf(last)) : null };
}

const HOUR_S = 3_600;

function placeOf(row: EventRow): Place {
  const seconds = Math.floor(Date.parse(String(row['ts'])) / 1_000);
  return {
    type: String(row['type']),
    link: String(row['link_id']),
    hour: seconds - (seconds % HOUR_S),
    event: String(row['event_id']),
  };
}

function csvLine(columns: readonly string[], row: EventRow): string {
  return `${columns.map((column) => csvCell(String(row[column] ?? ''))).join(',')}\r\n`;
}

/** Every statement begins with the workspace. */
async function rowsOf<Row>(
  { clickhouse, workspaceId, beforeMs }: EventReading,
  query: string,
  params: Record<string, string>,
): Promise<Row[]> {
  const bound = { workspace: workspaceId, before: String(beforeMs), ...params };
  const text = await runStatement(clickhouse, { query, settings: SETTINGS, params: bound, timeoutMs: TIMEOUT_MS });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
