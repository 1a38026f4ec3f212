-- What a shard knows about workspaces that move between shards (docs/shards.md). All three are empty while nothing moves.

-- Workspaces whose rows here are not the truth: `arriving` while they are copied here, `left` when they live elsewhere and their old
-- rows are still to be removed. Jobs that go over a whole shard pass over their rows.
CREATE TABLE absent_workspaces (
  workspace_id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('arriving', 'left'))
) WITHOUT ROWID;

-- Rows of a leaving workspace that changed, in the order of the changes: written by triggers that exist as long as the move does.
CREATE TABLE move_journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace_id TEXT NOT NULL,
  moved_table TEXT NOT NULL,
  -- JSON list: the row's primary key.
  row_key TEXT NOT NULL
);
CREATE INDEX move_journal_workspace ON move_journal (workspace_id, seq);

-- No row of these workspaces can be written here until then (Unix ms; NULL: for good): triggers refuse.
CREATE TABLE move_fences (
  workspace_id TEXT PRIMARY KEY,
  until_ms INTEGER
) WITHOUT ROWID;

-- Reading a workspace's health rows page by page.
CREATE INDEX link_health_workspace ON link_health (workspace_id, link_id);
