-- Public pages with the figures of a link, a folder or a workspace. Times are Unix milliseconds.
CREATE TABLE shares (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  -- What the public address ends with; knowing it is the right to look.
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('workspace', 'folder', 'link')),
  -- Of the folder or link; null for the workspace.
  target_id TEXT,
  -- See core/link/password.ts; null: open to whoever has the address.
  password_hash TEXT,
  show_conversions INTEGER NOT NULL,
  expires_at INTEGER,
  -- Whose eyes it looks with: folders closed to this person stay closed, unless all were open.
  created_by TEXT NOT NULL,
  sees_all INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX shares_workspace ON shares (workspace_id, created_at);
