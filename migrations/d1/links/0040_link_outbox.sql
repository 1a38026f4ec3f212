-- Changes of links that webhooks want to hear of, written in the same batch as the change and deleted once a delivery of each exists.
CREATE TABLE link_outbox (
  -- Becomes the event's id, so that a change told twice is one event.
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  event TEXT NOT NULL,
  -- JSON of the link after the change (before it, when it was deleted).
  link TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_outbox_workspace ON link_outbox (workspace_id, created_at);
CREATE INDEX link_outbox_age ON link_outbox (created_at);
