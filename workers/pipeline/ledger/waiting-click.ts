/** Finds a click among the rows that wait for ClickHouse, so that what it leads to can be bound to it at once. */
import { layoutColumns } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { idTime, isUuid } from '#core/id/uuidv7.ts';
import type { LedgerSql } from './sql.ts';

/** A click is committed at most this long before its own time by another machine's clock. */
const MAX_CLOCK_DIFFERENCE_MS = 60_000;
/** Entries of one look, from the click's own time on: two seconds of commits under full load, a few when quiet. */
const MAX_ENTRIES_LOOKED_AT = 200;

/** Null when no click of that id and workspace waits. The id tells when the click was, so the look begins there. */
export function waitingClick(sql: LedgerSql, storedSeq: number, workspaceId: string, clickId: string): EventRow | null {
  if (!isUuid(clickId)) return null;
  const [entry] = sql.all<{ layout: number; rows: ArrayBuffer }>(
    `SELECT layout, rows FROM (SELECT layout, rows FROM log WHERE seq > ?1 AND at >= ?2 ORDER BY seq LIMIT ?3)
     WHERE instr(rows, CAST(?4 AS BLOB)) > 0 LIMIT 1`,
    storedSeq,
    idTime(clickId) - MAX_CLOCK_DIFFERENCE_MS,
    MAX_ENTRIES_LOOKED_AT,
    clickId,
  );
  if (!entry) return null;
  const columns = layoutColumns(entry.layout);
  for (const line of new TextDecoder().decode(entry.rows).split('\n')) {
    if (!line.includes(clickId)) continue;
    const values = JSON.parse(line) as unknown[];
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index]])) as unknown as EventRow;
    if (row.event_id === clickId && row.workspace_id === workspaceId && row.type === 'click') return row;
  }
  return null;
}
