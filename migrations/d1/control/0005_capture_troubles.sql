-- What the edge did when the queue refused a click, one row per report of one isolate, so that a repeated report changes nothing.
CREATE TABLE capture_troubles (
  workspace_id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  -- by_ledger, by_spill, lost or refused
  name TEXT NOT NULL,
  clicks INTEGER NOT NULL,
  reported_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, report_id, name)
) WITHOUT ROWID;
