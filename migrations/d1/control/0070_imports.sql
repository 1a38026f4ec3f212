-- Imports: how a file is read, and how far it has come. The cursor and the counts change together, so that no line counts twice.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'paused', 'checked', 'done', 'canceled', 'failed')),
  format TEXT NOT NULL,
  dry_run INTEGER NOT NULL,
  -- JSON, see core/import/job.ts
  options TEXT NOT NULL,
  user_id TEXT NOT NULL,
  -- As in the audit log.
  actor TEXT NOT NULL,
  file_bytes INTEGER NOT NULL DEFAULT 0,
  shape TEXT,
  cursor_byte INTEGER NOT NULL DEFAULT 0,
  cursor_line INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER
) WITHOUT ROWID;
CREATE INDEX imports_workspace ON imports (workspace_id, created_at);
-- What the cron looks at: imports that should be moving, and files that nobody needs any more.
CREATE INDEX imports_running ON imports (updated_at) WHERE state = 'running';
CREATE INDEX imports_finished ON imports (finished_at) WHERE finished_at IS NOT NULL;
