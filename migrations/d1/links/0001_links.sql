-- One link shard. Times are Unix milliseconds. `links` is the truth about a link, kept in its workspace's shard;
-- `routes` is the claim on domain/key with the routing record the edge serves, kept in the shard that the name falls on.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  external_id TEXT,
  tenant_id TEXT,
  folder_id TEXT,
  user_id TEXT,
  title TEXT,
  comments TEXT,
  archived INTEGER NOT NULL DEFAULT 0,
  -- Everything no list filters by, as JSON (see workers/core/link/link.ts).
  settings TEXT NOT NULL DEFAULT '{}',
  revision INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX links_workspace ON links (workspace_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX links_name ON links (domain, key);
CREATE UNIQUE INDEX links_external ON links (workspace_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE routes (
  domain TEXT NOT NULL,
  key TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  -- NULL while the claim has been taken but the link is not written yet: such a name is not found.
  record TEXT,
  revision INTEGER NOT NULL DEFAULT 0,
  claimed_at INTEGER NOT NULL,
  PRIMARY KEY (domain, key)
) WITHOUT ROWID;
CREATE INDEX routes_unwritten ON routes (claimed_at) WHERE record IS NULL;

-- Changes of links whose copies (claim row, KV) are not known to be written. Inserted in the same batch as the change,
-- deleted when both copies are up to date; a cron repairs what stays.
CREATE TABLE pending_copies (
  domain TEXT NOT NULL,
  key TEXT NOT NULL,
  link_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  -- 0 when the link was deleted: the copies have to go.
  revision INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (domain, key)
) WITHOUT ROWID;
CREATE INDEX pending_copies_since ON pending_copies (since);

CREATE TABLE link_audit_log (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  change TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_audit_log_workspace ON link_audit_log (workspace_id, created_at);
