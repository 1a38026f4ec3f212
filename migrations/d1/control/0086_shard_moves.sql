-- Moves of workspaces between link shards (docs/shards.md). Times are Unix milliseconds.
CREATE TABLE shard_moves (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  from_shard INTEGER NOT NULL,
  to_shard INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('copying', 'comparing', 'following', 'switched', 'canceling', 'done', 'canceled')),
  -- As in the audit log.
  actor TEXT NOT NULL,
  -- JSON, see core/shard/move/move.ts
  cursor TEXT NOT NULL,
  tables TEXT NOT NULL,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  switched_at INTEGER,
  finished_at INTEGER
) WITHOUT ROWID;
CREATE INDEX shard_moves_created ON shard_moves (created_at);
-- A workspace is on one journey at a time.
CREATE UNIQUE INDEX shard_moves_open ON shard_moves (workspace_id) WHERE finished_at IS NULL;
CREATE INDEX shard_moves_waiting ON shard_moves (updated_at) WHERE finished_at IS NULL;
