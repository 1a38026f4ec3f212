-- The abuse desk. Times are Unix milliseconds.
-- A workspace in quarantine: none of its links lead anywhere, none can be made or changed.
ALTER TABLE workspaces ADD COLUMN quarantined_at INTEGER;
ALTER TABLE workspaces ADD COLUMN quarantine_reason TEXT;
CREATE INDEX workspaces_quarantined ON workspaces (id) WHERE quarantined_at IS NOT NULL;

-- One case for each subject: a link, a workspace, or an address that a workspace was refused.
CREATE TABLE abuse_cases (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('link', 'workspace', 'attempt')),
  subject TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL,
  link_id TEXT,
  short_link TEXT NOT NULL,
  address TEXT NOT NULL,
  score INTEGER NOT NULL,
  -- What was found, with the weights of the day: a decision stays explained.
  signals TEXT NOT NULL,
  origin TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'appealed', 'blocked', 'quarantined', 'dismissed', 'refused')),
  reason TEXT,
  reports INTEGER NOT NULL DEFAULT 0,
  -- Of these since the last decision.
  new_reports INTEGER NOT NULL DEFAULT 0,
  times INTEGER NOT NULL DEFAULT 1,
  -- 0 while the link is not known to be as decided.
  settled INTEGER NOT NULL DEFAULT 1,
  priority INTEGER NOT NULL GENERATED ALWAYS AS (min(100, score + 10 * min(5, reports))) VIRTUAL,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  decided_at INTEGER,
  -- When operators were told by mail.
  told_at INTEGER
);
CREATE INDEX abuse_cases_queue ON abuse_cases (status, priority DESC, id);
CREATE INDEX abuse_cases_workspace ON abuse_cases (workspace_id, priority DESC, id);
CREATE INDEX abuse_cases_unsettled ON abuse_cases (updated_at) WHERE settled = 0;
CREATE INDEX abuse_cases_untold ON abuse_cases (priority DESC) WHERE told_at IS NULL AND status IN ('open', 'appealed');

CREATE TABLE abuse_reports (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES abuse_cases (id) ON DELETE CASCADE,
  -- Keyed hash of the network it came from.
  reporter TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (case_id, reporter)
);

CREATE TABLE abuse_appeals (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES abuse_cases (id) ON DELETE CASCADE,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('granted', 'refused')),
  answer TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  decided_at INTEGER
);
CREATE UNIQUE INDEX abuse_appeals_open ON abuse_appeals (case_id) WHERE outcome IS NULL;
CREATE INDEX abuse_appeals_case ON abuse_appeals (case_id, id);

-- What operators, owners, visitors and jobs did at the desk. It outlives the workspaces it is about.
CREATE TABLE abuse_log (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  before TEXT,
  after TEXT,
  note TEXT NOT NULL,
  request_id TEXT NOT NULL,
  ip_hash TEXT,
  created_at INTEGER NOT NULL
);
CREATE INDEX abuse_log_case ON abuse_log (case_id, id);

-- Single addresses that no link may lead to, by the hash of their normal form (workers/core/link/url-hash.ts).
CREATE TABLE hazard_addresses (
  url_hash TEXT PRIMARY KEY NOT NULL,
  address TEXT NOT NULL,
  threat TEXT NOT NULL CHECK (threat IN ('phishing', 'malware', 'unwanted')),
  case_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
