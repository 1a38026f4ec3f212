-- What the payment provider says about a workspace, and which of its events have been seen.
CREATE TABLE billing_accounts (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
  customer_id TEXT NOT NULL UNIQUE,
  subscription_id TEXT,
  -- The provider's own word, e.g. active or past_due.
  status TEXT,
  plan TEXT,
  period_end INTEGER,
  cancel_at_period_end INTEGER NOT NULL DEFAULT 0,
  -- When the provider was asked for what stands here: an older answer never replaces a newer one.
  checked_at INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE billing_events (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  received_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX billing_events_received ON billing_events (received_at);
