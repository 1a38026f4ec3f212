-- A link that is restored was counted when it was created: its row in `deleted_links` is still there while it comes back.
DROP TRIGGER links_used;
CREATE TRIGGER links_used AFTER INSERT ON links
WHEN NOT EXISTS (SELECT 1 FROM deleted_links WHERE id = new.id) BEGIN
  INSERT INTO link_usage (workspace_id, month, created)
  VALUES (new.workspace_id, strftime('%Y-%m', new.created_at / 1000, 'unixepoch'), 1)
  ON CONFLICT (workspace_id, month) DO UPDATE SET created = created + 1;
END;
