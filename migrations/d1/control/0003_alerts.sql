-- What needs a person's eye, one row per thing that is wrong. A thing that comes back opens its row again. Times are Unix milliseconds.
CREATE TABLE alerts (
  workspace_id TEXT NOT NULL,
  -- noun.what, e.g. audit.broken
  kind TEXT NOT NULL,
  -- What it is about, e.g. a day.
  subject TEXT NOT NULL,
  -- JSON of what was found last.
  detail TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  resolved_at INTEGER,
  PRIMARY KEY (workspace_id, kind, subject)
) WITHOUT ROWID;
CREATE INDEX alerts_open ON alerts (kind, last_seen_at) WHERE resolved_at IS NULL;
