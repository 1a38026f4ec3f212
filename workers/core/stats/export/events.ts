/** Exports single events: one statement whose rows the store writes into the file itself. */
import { requireScope } from '../../access/actor.ts';
import { AppError } from '../../error/app-error.ts';
import { askStats } from '../ask.ts';
import type { StatsContext } from '../context.ts';
import { commonConditions, filterCondition, RAW, rawTimeConditions } from '../reading.ts';
import type { Statement } from '../render.ts';
import { readCount } from '../run.ts';
import type { StatsQuery } from '../stats-query.ts';
import { EVENT_COLUMN_NAMES, selectColumns } from './event-columns.ts';
import type { FileWriter } from './ports.ts';
import type { ExportEventsQuery } from './wire.ts';

/** What the store sorts within its time, and a spreadsheet still opens. A longer range is exported month by month. */
export const MAX_EXPORTED_EVENTS = 500_000;

export interface ExportedFile {
  body: ReadableStream<Uint8Array>;
  /** Known before the first byte, so that a client can show how far it is. */
  rows: number;
}

/** Throws `unprocessable_entity` before anything is written when there are too many. */
export async function exportEvents(
  context: StatsContext,
  files: FileWriter,
  query: ExportEventsQuery,
): Promise<ExportedFile> {
  requireScope(context.links.actor, 'analytics.read');
  const stats = bounded(await askStats(context, query, query.event), context.links.now());
  const counted = render(stats, 'count() AS events', '');
  const rows = stats.nothing ? 0 : readCount((await context.runner.query(counted))[0]?.['events'] ?? 0);
  if (rows > MAX_EXPORTED_EVENTS)
    throw new AppError(
      'unprocessable_entity',
      `start: ${rows} events match; one export holds ${MAX_EXPORTED_EVENTS}. Export shorter ranges one after the other.`,
    );
  const order = (query.sortOrder ?? query.order ?? 'desc') === 'asc' ? 'ASC' : 'DESC';
  const columns = selectColumns(query.columns ?? EVENT_COLUMN_NAMES, query.format === 'csv');
  const limit = stats.nothing ? 0 : MAX_EXPORTED_EVENTS;
  const statement = render(stats, columns, `\nORDER BY ts ${order}, event_id ${order}\nLIMIT ${limit}`);
  return { body: await files.file(statement, query.format), rows };
}

/** Events that arrive between counting and writing are left out, so that the announced number holds. */
function bounded(stats: StatsQuery, nowMs: number): StatsQuery {
  return { ...stats, range: { ...stats.range, to: stats.range.to ?? nowMs + 1 } };
}

function render(stats: StatsQuery, columns: string, end: string): Statement {
  const params: Record<string, unknown> = { workspace: stats.workspaceId };
  const conditions = [
    'workspace_id = {workspace:String}',
    ...commonConditions(stats, params),
    ...rawTimeConditions(stats, params),
    ...stats.filters.map((filter, index) => filterCondition(filter, index, RAW, params)),
  ];
  return { sql: `SELECT ${columns}\nFROM raw_events_v1 FINAL\nWHERE ${conditions.join('\n  AND ')}${end}`, params };
}
