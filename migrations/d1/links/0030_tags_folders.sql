-- Tags and folders live beside their workspace's links, so that a list with them is one query on one shard.
CREATE TABLE tags (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The name as it is compared: NFKC, lower case.
  name_key TEXT NOT NULL,
  color TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Gone for everybody; the row stays until no link carries the tag any more.
  deleted_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX tags_name ON tags (workspace_id, name_key);
CREATE INDEX tags_created ON tags (workspace_id, created_at);
CREATE INDEX tags_deleted ON tags (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE folders (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  type TEXT NOT NULL DEFAULT 'default' CHECK (type IN ('default', 'mega')),
  -- What every member may do in it; NULL: nothing, only those who are named in folder_members.
  access_level TEXT CHECK (access_level IN ('write', 'read')),
  -- Who made it; may always write in it.
  user_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- As for tags: until its links are unsorted.
  deleted_at INTEGER
) WITHOUT ROWID;
CREATE INDEX folders_deleted ON folders (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE UNIQUE INDEX folders_name ON folders (workspace_id, name_key);
-- The few folders that lists have to ask about.
CREATE INDEX folders_closed ON folders (workspace_id) WHERE access_level IS NULL;

CREATE TABLE folder_members (
  workspace_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  folder_id TEXT NOT NULL,
  -- Takes the place of the folder's own level for this member.
  level TEXT NOT NULL CHECK (level IN ('write', 'read')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, user_id, folder_id)
) WITHOUT ROWID;
CREATE INDEX folder_members_folder ON folder_members (folder_id);

CREATE TABLE utm_templates (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  -- JSON: UTM field → value.
  utm TEXT NOT NULL,
  user_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX utm_templates_name ON utm_templates (workspace_id, name_key);
