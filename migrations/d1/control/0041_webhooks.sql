-- Webhooks and what was, and is to be, delivered to them. Times are Unix milliseconds.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  -- The signing secret, encrypted (workers/core/secret/seal.ts).
  sealed_secret TEXT NOT NULL,
  -- Space-separated events.
  triggers TEXT NOT NULL,
  -- JSON lists; clicks, leads and sales of these links or folders alone. Both empty: of all.
  link_ids TEXT NOT NULL DEFAULT '[]',
  folder_ids TEXT NOT NULL DEFAULT '[]',
  disabled_at INTEGER,
  -- Failed attempts in a row, and when the first of them was.
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX webhooks_workspace ON webhooks (workspace_id, created_at);
CREATE INDEX webhooks_active ON webhooks (triggers, workspace_id) WHERE disabled_at IS NULL;

-- One row per event and webhook: the outbox as long as it waits, the log afterwards.
CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  -- Of the last attempt.
  status INTEGER,
  error TEXT,
  response TEXT,
  took_ms INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (webhook_id, event_id);
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (updated_at) WHERE state <> 'waiting';
