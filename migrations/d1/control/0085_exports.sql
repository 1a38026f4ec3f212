-- Exports of everything a workspace owns. The cursor and the files change together, so that no part counts twice.
CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'canceled', 'failed')),
  events TEXT NOT NULL CHECK (events IN ('ndjson', 'csv', 'none')),
  user_id TEXT NOT NULL,
  -- As in the audit log.
  actor TEXT NOT NULL,
  -- JSON, see core/export/bundle/job.ts
  cursor TEXT NOT NULL,
  files TEXT NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0,
  expected_rows INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER
) WITHOUT ROWID;
CREATE INDEX exports_workspace ON exports (workspace_id, created_at);
-- One at a time, whatever is asked at the same time.
CREATE UNIQUE INDEX exports_open ON exports (workspace_id) WHERE state = 'running';
-- What the cron looks at: exports that should be moving, and files whose time is over.
CREATE INDEX exports_running ON exports (updated_at) WHERE state = 'running';
CREATE INDEX exports_finished ON exports (finished_at) WHERE finished_at IS NOT NULL;
