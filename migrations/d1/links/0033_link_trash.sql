-- Deleted links, whole, for as long as they can be restored.
CREATE TABLE deleted_links (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  -- JSON of the link as it was.
  link TEXT NOT NULL,
  folder_id TEXT,
  deleted_by TEXT NOT NULL,
  deleted_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX deleted_links_workspace ON deleted_links (workspace_id, deleted_at, id);
CREATE INDEX deleted_links_age ON deleted_links (deleted_at);

-- A name whose link is gone rests until then: only its last workspace may take it.
ALTER TABLE routes ADD COLUMN rests_until INTEGER;
CREATE INDEX routes_resting ON routes (rests_until) WHERE rests_until IS NOT NULL;

CREATE TABLE link_comments (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  -- The comment that this one answers.
  parent_id TEXT,
  user_id TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER
) WITHOUT ROWID;
CREATE INDEX link_comments_link ON link_comments (workspace_id, link_id, created_at, id);
