/** Tables inside each ledger, as append-only migrations. */
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql } from './sql.ts';

/** Never change one that was released; add the next. Position in the list plus one is the schema version. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    // One entry per group commit: what was accepted (ids), what it adds (tallies), what ClickHouse must store (rows).
    `CREATE TABLE log (
      seq INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      n INTEGER NOT NULL,
      duplicates INTEGER NOT NULL,
      ids BLOB NOT NULL,
      tallies TEXT NOT NULL,
      layout INTEGER NOT NULL,
      rows BLOB NOT NULL
    )`,
    // Counters up to the checkpoint, spread over a fixed number of pages.
    `CREATE TABLE counter_pages (page INTEGER PRIMARY KEY, entries TEXT NOT NULL)`,
    // Ids that left memory: runs, each cut into parts by hash, with a filter in front.
    `CREATE TABLE id_runs (
      run INTEGER PRIMARY KEY,
      newest_at INTEGER NOT NULL,
      n INTEGER NOT NULL,
      parts INTEGER NOT NULL,
      low INTEGER NOT NULL,
      high INTEGER NOT NULL,
      filter BLOB NOT NULL
    )`,
    `CREATE TABLE id_parts (run INTEGER NOT NULL, part INTEGER NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (run, part)) WITHOUT ROWID`,
    // Hours whose rollups cannot be vouched for: a batch of unknown outcome touched them. A repair recomputes them from raw.
    `CREATE TABLE dirty_hours (
      workspace_id TEXT NOT NULL,
      hour TEXT NOT NULL,
      batch TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, hour)
    ) WITHOUT ROWID`,
  ],
  [
    // Which workspaces have events on which UTC day, up to the checkpoint: what the audit walks through.
    `CREATE TABLE days (day TEXT NOT NULL, workspace_id TEXT NOT NULL, PRIMARY KEY (day, workspace_id)) WITHOUT ROWID`,
    // Dead letters by workspace; the letters themselves are in R2.
    `CREATE TABLE letters (
      workspace_id TEXT NOT NULL,
      key TEXT NOT NULL,
      reason TEXT NOT NULL,
      events INTEGER NOT NULL,
      stored_at INTEGER NOT NULL,
      replayed_at INTEGER,
      PRIMARY KEY (workspace_id, key)
    ) WITHOUT ROWID`,
  ],
  [
    // Workspaces that have moved, from or to this ledger; see residence.ts.
    `CREATE TABLE residence (
      workspace_id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      peer TEXT NOT NULL,
      move INTEGER NOT NULL,
      left_at INTEGER NOT NULL,
      left_seq INTEGER NOT NULL,
      cursor TEXT NOT NULL
    ) WITHOUT ROWID`,
    // Ledgers that counted a workspace before this one did: whom to ask for ids and for what still waits.
    `CREATE TABLE origins (
      workspace_id TEXT NOT NULL,
      ledger TEXT NOT NULL,
      left_at INTEGER NOT NULL,
      drained INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, ledger)
    ) WITHOUT ROWID`,
    // The workspaces of this ledger, one after the other, whatever the number of their days.
    `CREATE INDEX days_of_workspace ON days (workspace_id)`,
  ],
  [
    // Last log entry of each run, beside id_runs: behind the filter it would cost a walk through the filter's pages.
    `CREATE TABLE run_ends (run INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL)`,
  ],
];

/** Brings the database to this code's version. Throws when it is newer: an old deployment must not write into it. */
export function migrate(sql: LedgerSql): void {
  sql.all(`CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`);
  const version = readMeta(sql, 'schema', { version: 0 }).version;
  if (version === MIGRATIONS.length) return;
  if (version > MIGRATIONS.length)
    throw new Error(`ledger schema ${version} is newer than this code's ${MIGRATIONS.length}`);
  sql.transaction(() => {
    for (const statement of MIGRATIONS.slice(version).flat()) sql.all(statement);
    writeMeta(sql, 'schema', { version: MIGRATIONS.length });
  });
}
