-- Tenants and what they own outside the link shards. Times are Unix milliseconds.
CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  plan TEXT NOT NULL DEFAULT 'free',
  -- The D1 link shard (LINKS_n) that holds this workspace's links.
  link_shard INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer', 'billing')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_user ON members (user_id);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  -- The person the token acts for; its rights are the token's scopes and this person's role, whichever is less.
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- SHA-256 of the whole token in hex. The token itself is shown once and never stored.
  hash TEXT NOT NULL UNIQUE,
  -- The first characters, so that people can tell their tokens apart.
  start TEXT NOT NULL,
  -- Space-separated scopes.
  scopes TEXT NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL
);
CREATE INDEX tokens_workspace ON tokens (workspace_id, created_at);

CREATE TABLE domains (
  id TEXT PRIMARY KEY,
  -- Host name in lower case, without a port.
  slug TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  verified INTEGER NOT NULL DEFAULT 0,
  is_primary INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  case_sensitive INTEGER NOT NULL DEFAULT 0,
  not_found_url TEXT,
  expired_url TEXT,
  apple_app_site_association TEXT,
  asset_links TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX domains_workspace ON domains (workspace_id, created_at);

CREATE TABLE audit_log (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  -- user:{id}, token:{id} or system:{job}
  actor TEXT NOT NULL,
  -- noun.verb, e.g. token.create
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  -- JSON {before, after} of what changed, without secrets.
  change TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX audit_log_workspace ON audit_log (workspace_id, created_at);
