-- Notes on days, shown on charts. Times are Unix milliseconds.
CREATE TABLE annotations (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  -- YYYY-MM-DD, a day on the calendar.
  day TEXT NOT NULL,
  text TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX annotations_day ON annotations (workspace_id, day);
