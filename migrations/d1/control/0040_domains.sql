-- Several workspaces may want a host name; one alone can have proven that it is theirs. The table is made anew because SQLite
-- cannot take the old uniqueness off a column. Times are Unix milliseconds.
CREATE TABLE domains_v2 (
  id TEXT PRIMARY KEY,
  -- Host name in lower case (punycode), without a port.
  slug TEXT NOT NULL,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  verified INTEGER NOT NULL DEFAULT 0,
  is_primary INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  case_sensitive INTEGER NOT NULL DEFAULT 0,
  not_found_url TEXT,
  expired_url TEXT,
  apple_app_site_association TEXT,
  asset_links TEXT,
  placeholder TEXT,
  -- An https address, or a data: address of a picture.
  logo TEXT,
  -- What the TXT record has to say.
  verification_token TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
  checked_at INTEGER NOT NULL DEFAULT 0,
  -- The custom hostname at Cloudflare and its state, where that is switched on.
  hostname_id TEXT,
  hostname_status TEXT,
  -- Set when the domain was deleted: its links go first, then the row.
  deleting_at INTEGER,
  -- Grows with each change; the copy in KV is right for `copied_revision`.
  revision INTEGER NOT NULL DEFAULT 1,
  copied_revision INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
INSERT INTO domains_v2 (id, slug, workspace_id, verified, is_primary, archived, case_sensitive, not_found_url, expired_url,
  apple_app_site_association, asset_links, created_at, updated_at)
SELECT id, slug, workspace_id, verified, is_primary, archived, case_sensitive, not_found_url, expired_url,
  apple_app_site_association, asset_links, created_at, updated_at FROM domains;
DROP TABLE domains;
ALTER TABLE domains_v2 RENAME TO domains;
CREATE UNIQUE INDEX domains_proven ON domains (slug) WHERE verified = 1;
CREATE UNIQUE INDEX domains_wanted ON domains (slug, workspace_id);
CREATE INDEX domains_workspace ON domains (workspace_id, created_at);
CREATE INDEX domains_uncopied ON domains (updated_at) WHERE copied_revision <> revision;
CREATE INDEX domains_deleting ON domains (deleting_at) WHERE deleting_at IS NOT NULL;
CREATE INDEX domains_unproven ON domains (checked_at) WHERE verified = 0 AND deleting_at IS NULL;
