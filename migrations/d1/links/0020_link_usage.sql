-- Links created per workspace and month, for plans. Counted by the database in the transaction that writes the link, so no writer can
-- forget it and nothing can drift; a deleted link stays counted. Months are UTC, YYYY-MM, of the link's own date.
CREATE TABLE link_usage (
  workspace_id TEXT NOT NULL,
  month TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, month)
) WITHOUT ROWID;
INSERT INTO link_usage (workspace_id, month, created)
SELECT workspace_id, strftime('%Y-%m', created_at / 1000, 'unixepoch'), count(*) FROM links GROUP BY 1, 2;
CREATE TRIGGER links_used AFTER INSERT ON links BEGIN
  INSERT INTO link_usage (workspace_id, month, created)
  VALUES (new.workspace_id, strftime('%Y-%m', new.created_at / 1000, 'unixepoch'), 1)
  ON CONFLICT (workspace_id, month) DO UPDATE SET created = created + 1;
END;
