/** Small facts of a ledger, one JSON row each. */
import { CLOSED_BREAKER, type Breaker } from '#core/ledger/breaker.ts';
import type { Charter } from '#core/ledger/contract.ts';
import type { LedgerSql } from './sql.ts';

/** A range of log entries that is, or will be, sent to ClickHouse as one insert. Recorded before the first send, never changed. */
export interface Batch {
  firstSeq: number;
  lastSeq: number;
  n: number;
  /** Of the rows as written in the log. */
  bytes: number;
  layout: number;
  /** SHA-256 over the event ids in order, first 32 hex digits: deduplication token and `batch` column. */
  token: string;
  createdAt: number;
  /** Sends that were begun. */
  attempts: number;
  /** It went under another token than its own: its own says nothing since, whatever the clock says. */
  resent?: true;
}

/** How far the outbox has been emptied. */
export interface DrainPosition {
  /** Entries up to here are known to be in ClickHouse. */
  storedSeq: number;
  /** Events in them. */
  storedEvents: number;
  batch: Batch | null;
  breaker: Breaker;
}

/** Counters in the pages include the log up to `seq`. */
export interface Checkpoint {
  seq: number;
  accepted: number;
  duplicates: number;
}

interface MetaValues {
  schema: { version: number };
  drain: DrainPosition;
  checkpoint: Checkpoint;
  /** Ids up to `seq` are in runs. */
  frozen: { seq: number; run: number };
  /** The time by which ids are forgotten (Unix milliseconds), as of the last hour it passed. */
  clock: { at: number };
  /** No id counted after this (Unix milliseconds) has been forgotten. */
  forgotten: { at: number };
  /** Who keeps the drain from sending, and until when (Unix milliseconds). */
  hold: { by: string; until: number };
  /** How many ledgers there were at the beginning, and the most there ever were. The latter is known to the first ledger only. */
  charter: Charter;
  /** Number of ledgers for which every workspace here is where it belongs; 0 when that has to be looked at. */
  settled: { count: number };
}

export const FIRST_POSITION: DrainPosition = { storedSeq: 0, storedEvents: 0, batch: null, breaker: CLOSED_BREAKER };
export const FIRST_CHECKPOINT: Checkpoint = { seq: 0, accepted: 0, duplicates: 0 };

export function readMeta<Key extends keyof MetaValues>(
  sql: LedgerSql,
  key: Key,
  first: MetaValues[Key],
): MetaValues[Key] {
  const [row] = sql.all<{ value: string }>('SELECT value FROM meta WHERE key = ?', key);
  return row ? (JSON.parse(row.value) as MetaValues[Key]) : first;
}

export function writeMeta<Key extends keyof MetaValues>(sql: LedgerSql, key: Key, value: MetaValues[Key]): void {
  sql.all(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    JSON.stringify(value),
  );
}
