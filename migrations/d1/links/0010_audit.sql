-- Keyed hash of the address a change came from; NULL for changes by jobs, and from before.
ALTER TABLE link_audit_log ADD COLUMN ip_hash TEXT;
-- The history of one link.
CREATE INDEX link_audit_log_link ON link_audit_log (workspace_id, link_id, created_at);
