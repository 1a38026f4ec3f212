-- Invitations, ownership, and workspaces that are going to be deleted. Times are Unix milliseconds.
ALTER TABLE workspaces ADD COLUMN logo TEXT;
-- When the workspace and all it owns will be removed; NULL for all that stay.
ALTER TABLE workspaces ADD COLUMN delete_at INTEGER;
CREATE INDEX workspaces_delete_at ON workspaces (delete_at) WHERE delete_at IS NOT NULL;

-- A workspace has one owner, whatever happens at the same time.
CREATE UNIQUE INDEX members_owner ON members (workspace_id) WHERE role = 'owner';

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  -- In lower case.
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer', 'billing')),
  -- SHA-256 in hex of the secret in the mail.
  token_hash TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (workspace_id, email)
) WITHOUT ROWID;

-- Keyed hash of the address a change came from; NULL for changes by jobs, and from before.
ALTER TABLE audit_log ADD COLUMN ip_hash TEXT;
CREATE INDEX audit_log_target ON audit_log (workspace_id, target, created_at);
CREATE INDEX audit_log_actor ON audit_log (workspace_id, actor, created_at);
CREATE INDEX audit_log_action ON audit_log (workspace_id, action, created_at);
