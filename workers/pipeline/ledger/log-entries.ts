/** The log: one row per group commit, written once, deleted when its rows are stored, its counters kept and its ids frozen. */
import { type Tallies, writeTallies } from '#core/ledger/tally.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

export interface LogEntry {
  seq: number;
  /** Unix milliseconds of the commit. */
  at: number;
  n: number;
  /** Duplicates refused since the entry before. */
  duplicates: number;
  ids: Uint32Array;
  tallies: Tallies;
  layout: number;
  rows: Uint8Array;
}

/** What drain planning needs to know of a waiting entry. */
export interface WaitingEntry extends SqlRow {
  seq: number;
  n: number;
  layout: number;
  bytes: number;
}

/** What loading needs to know of an entry. */
export interface ReplayEntry extends SqlRow {
  seq: number;
  at: number;
  n: number;
  duplicates: number;
  tallies: string;
  ids: ArrayBuffer;
}

export function insertEntry(sql: LedgerSql, entry: LogEntry): void {
  sql.all(
    'INSERT INTO log (seq, at, n, duplicates, ids, tallies, layout, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    entry.seq,
    entry.at,
    entry.n,
    entry.duplicates,
    entry.ids,
    writeTallies(entry.tallies),
    entry.layout,
    entry.rows,
  );
}

/** Entries after `seq`, oldest first. */
export function entriesToReplay(sql: LedgerSql, seq: number): ReplayEntry[] {
  return sql.all<ReplayEntry>('SELECT seq, at, n, duplicates, tallies, ids FROM log WHERE seq > ? ORDER BY seq', seq);
}

/** At most `limit` entries after `seq`, without their rows. */
export function entriesWaiting(sql: LedgerSql, seq: number, limit: number): WaitingEntry[] {
  return sql.all<WaitingEntry>(
    'SELECT seq, n, layout, length(rows) AS bytes FROM log WHERE seq > ? ORDER BY seq LIMIT ?',
    seq,
    limit,
  );
}

export function outboxSize(sql: LedgerSql, storedSeq: number): { events: number; bytes: number } {
  const [sum] = sql.all<{ events: number; bytes: number }>(
    'SELECT coalesce(sum(n), 0) AS events, coalesce(sum(length(rows)), 0) AS bytes FROM log WHERE seq > ?',
    storedSeq,
  );
  return sum ?? { events: 0, bytes: 0 };
}

/** Commit time of the first entry after `seq`, undefined when there is none. */
export function oldestAfter(sql: LedgerSql, seq: number): number | undefined {
  return sql.all<{ at: number }>('SELECT at FROM log WHERE seq > ? ORDER BY seq LIMIT 1', seq)[0]?.at;
}

/** Ids and rows of a range, in order. */
export function readRange(
  sql: LedgerSql,
  firstSeq: number,
  lastSeq: number,
): { ids: ArrayBuffer[]; rows: ArrayBuffer[] } {
  const entries = sql.all<{ ids: ArrayBuffer; rows: ArrayBuffer }>(
    'SELECT ids, rows FROM log WHERE seq BETWEEN ? AND ? ORDER BY seq',
    firstSeq,
    lastSeq,
  );
  return { ids: entries.map((entry) => entry.ids), rows: entries.map((entry) => entry.rows) };
}

export function deleteThrough(sql: LedgerSql, seq: number): void {
  sql.all('DELETE FROM log WHERE seq <= ?', seq);
}
