/** What the log still knows of a workspace: what a client missed, and the last minutes of what it watches. Bounded, and whole or said not to be. */
import { layoutColumns } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { MAX_LOOK_BYTES, MAX_LOOK_ENTRIES, MAX_LOOK_EVENTS } from '#core/ledger/limits.ts';
import type { Place } from '#core/live/place.ts';
import type { GapReason } from '#core/live/protocol.ts';
import type { LedgerSql, SqlRow } from '../sql.ts';

interface Found extends SqlRow {
  seq: number;
  at: number;
  n: number;
  bytes: number;
}

/**
 * The workspace's rows counted after `place` up to `now`, in order; or why they cannot be told. Held against the number of events
 * accepted in between: what does not add up is a gap.
 */
export function missedSince(
  sql: LedgerSql,
  workspaceId: string,
  place: Place,
  now: Place,
): EventRow[] | Exclude<GapReason, 'moved'> {
  const missed = now.accepted - place.accepted;
  if (place.seq > now.seq || missed < 0) return 'unknown';
  if (missed === 0) return [];
  if (missed > MAX_LOOK_EVENTS) return 'too_much';
  const entries = sql.all<Found>(
    `SELECT seq, at, n, length(rows) AS bytes FROM log
     WHERE seq > ?1 AND seq <= ?2 AND instr(tallies, ?3) > 0 ORDER BY seq LIMIT ?4`,
    place.seq,
    now.seq,
    entryMark(workspaceId),
    MAX_LOOK_ENTRIES + 1,
  );
  if (entries.length > MAX_LOOK_ENTRIES || sum(entries, 'bytes') > MAX_LOOK_BYTES) return 'too_much';
  const rows = entries.flatMap(({ seq }) => rowsOf(sql, seq, workspaceId));
  return rows.length === missed ? rows : 'too_old';
}

/**
 * The workspace's rows committed at or after `since`, in order, as many of the newest as one look reads.
 * @returns `since`: Unix milliseconds from when on they are all there.
 */
export function recentRows(sql: LedgerSql, workspaceId: string, since: number): { rows: EventRow[]; since: number } {
  const entries = sql.all<Found>(
    `SELECT seq, at, n, length(rows) AS bytes FROM log
     WHERE at >= ?1 AND instr(tallies, ?2) > 0 ORDER BY seq DESC LIMIT ?3`,
    since,
    entryMark(workspaceId),
    MAX_LOOK_ENTRIES,
  );
  let events = 0;
  let bytes = 0;
  const taken = entries.filter((entry) => {
    events += entry.n;
    bytes += entry.bytes;
    return events <= MAX_LOOK_EVENTS && bytes <= MAX_LOOK_BYTES;
  });
  const rows = taken.toReversed().flatMap(({ seq }) => rowsOf(sql, seq, workspaceId));
  const isCut = taken.length < entries.length || entries.length === MAX_LOOK_ENTRIES;
  return { rows, since: isCut ? (taken.at(-1)?.at ?? Infinity) : Math.max(since, beginningOf(sql)) };
}

/** Commit time from when on the log is whole, 0 when nothing has ever been dropped from it. */
function beginningOf(sql: LedgerSql): number {
  const [first] = sql.all<{ seq: number; at: number }>('SELECT seq, at FROM log ORDER BY seq LIMIT 1');
  return first === undefined || first.seq === 1 ? 0 : first.at;
}

/** How an entry's tallies begin to speak of a workspace. */
export function entryMark(workspaceId: string): string {
  return `${JSON.stringify(workspaceId)}:[`;
}

function rowsOf(sql: LedgerSql, seq: number, workspaceId: string): EventRow[] {
  const [entry] = sql.all<{ layout: number; rows: ArrayBuffer }>('SELECT layout, rows FROM log WHERE seq = ?', seq);
  if (!entry) return [];
  const columns = layoutColumns(entry.layout);
  // The first column is the workspace: lines of others need not be read further.
  const start = `[${JSON.stringify(workspaceId)},`;
  return new TextDecoder()
    .decode(entry.rows)
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => {
      const values = JSON.parse(line) as unknown[];
      return Object.fromEntries(columns.map((column, index) => [column, values[index]])) as unknown as EventRow;
    });
}

function sum(entries: readonly Found[], what: 'bytes'): number {
  return entries.reduce((total, entry) => total + entry[what], 0);
}
