-- Tokens of machines and of browsers, limits on where a token works from, rotation. Rebuilt because `user_id` is no longer required.
CREATE TABLE tokens_next (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  -- 'secret' for programs; 'publishable' for pages whose source anybody can read.
  kind TEXT NOT NULL DEFAULT 'secret' CHECK (kind IN ('secret', 'publishable')),
  -- The person the token acts for; its rights are the token's scopes and this person's role, whichever is less.
  user_id TEXT REFERENCES user (id) ON DELETE CASCADE,
  -- Instead of a person: the role of a machine, which stays when people leave.
  machine_role TEXT CHECK (machine_role IN ('admin', 'editor', 'viewer')),
  name TEXT NOT NULL,
  -- SHA-256 of the whole token in hex. The token itself is shown once and never stored.
  hash TEXT NOT NULL UNIQUE,
  -- The token before the last rotation, valid until `previous_until`.
  previous_hash TEXT UNIQUE,
  previous_until INTEGER,
  -- The first characters, so that people can tell their tokens apart.
  start TEXT NOT NULL,
  -- The whole token when it is publishable: it is no secret and has to be looked up again.
  public_key TEXT,
  -- Space-separated scopes and shortcuts.
  scopes TEXT NOT NULL,
  -- JSON lists; empty means anywhere.
  allowed_ips TEXT NOT NULL DEFAULT '[]',
  allowed_hosts TEXT NOT NULL DEFAULT '[]',
  revision INTEGER NOT NULL DEFAULT 1,
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL,
  CHECK ((user_id IS NULL) <> (machine_role IS NULL))
);
INSERT INTO tokens_next (id, workspace_id, user_id, name, hash, start, scopes, expires_at, last_used_at, revoked_at, created_at)
SELECT id, workspace_id, user_id, name, hash, start, scopes, expires_at, last_used_at, revoked_at, created_at FROM tokens;
DROP TABLE tokens;
ALTER TABLE tokens_next RENAME TO tokens;
CREATE INDEX tokens_workspace ON tokens (workspace_id, created_at);
