-- What was found at the destination of each link, and when it is looked at next. Rows come with a scan of the links, behind their
-- creation, and go when their link is found gone. Times are Unix milliseconds.
CREATE TABLE link_health (
  link_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  url TEXT NOT NULL,
  state TEXT NOT NULL,
  http_status INTEGER,
  failure TEXT,
  problem TEXT,
  redirects INTEGER NOT NULL DEFAULT 0,
  final_url TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  checked_at INTEGER NOT NULL DEFAULT 0,
  next_check_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_health_due ON link_health (next_check_at);
CREATE INDEX link_health_report ON link_health (workspace_id, state, failures DESC, checked_at DESC);
