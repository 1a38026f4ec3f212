-- The alerts of one workspace, the latest first.
CREATE INDEX alerts_of_workspace ON alerts (workspace_id, last_seen_at);
