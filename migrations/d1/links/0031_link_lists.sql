-- What lists filter and sort by. Everything here is derived from `links` by triggers, so no writer can forget it.
ALTER TABLE links ADD COLUMN tag_ids TEXT NOT NULL DEFAULT '[]';
-- Hash of the destination's normal form: finds links that lead to the same place.
ALTER TABLE links ADD COLUMN url_hash TEXT NOT NULL DEFAULT '';
-- Place in the manual order, the highest first; 0 for links that were never placed.
ALTER TABLE links ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
-- Counters as of `counted_at`, copied from the analytical store by a cron, for sorting only: answers show the ledger's.
ALTER TABLE links ADD COLUMN clicks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN last_clicked_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN sale_amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN counted_at INTEGER NOT NULL DEFAULT 0;

DROP INDEX links_workspace;
CREATE INDEX links_created ON links (workspace_id, archived, created_at, id);
CREATE INDEX links_updated ON links (workspace_id, archived, updated_at, id);
CREATE INDEX links_clicks ON links (workspace_id, archived, clicks, id);
CREATE INDEX links_clicked ON links (workspace_id, archived, last_clicked_at, id);
CREATE INDEX links_sales ON links (workspace_id, archived, sale_amount, id);
CREATE INDEX links_position ON links (workspace_id, archived, position, id);
CREATE INDEX links_domain ON links (workspace_id, domain, archived, created_at, id);
CREATE INDEX links_folder ON links (workspace_id, folder_id, archived, created_at, id);
CREATE INDEX links_user ON links (workspace_id, user_id, archived, created_at, id);
CREATE INDEX links_tenant ON links (workspace_id, tenant_id, archived, created_at, id) WHERE tenant_id IS NOT NULL;
CREATE INDEX links_url ON links (workspace_id, url_hash) WHERE url_hash <> '';

CREATE TABLE link_tags (
  workspace_id TEXT NOT NULL,
  tag_id TEXT NOT NULL,
  archived INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  link_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, tag_id, archived, created_at, link_id)
) WITHOUT ROWID;
CREATE INDEX link_tags_link ON link_tags (link_id);

CREATE TRIGGER links_tagged AFTER INSERT ON links WHEN new.tag_ids <> '[]' BEGIN
  INSERT INTO link_tags (workspace_id, tag_id, archived, created_at, link_id)
  SELECT new.workspace_id, value, new.archived, new.created_at, new.id FROM json_each(new.tag_ids);
END;
CREATE TRIGGER links_retagged AFTER UPDATE OF tag_ids, archived ON links
WHEN old.tag_ids <> new.tag_ids OR old.archived <> new.archived BEGIN
  DELETE FROM link_tags WHERE link_id = old.id;
  INSERT INTO link_tags (workspace_id, tag_id, archived, created_at, link_id)
  SELECT new.workspace_id, value, new.archived, new.created_at, new.id FROM json_each(new.tag_ids);
END;
CREATE TRIGGER links_untagged AFTER DELETE ON links WHEN old.tag_ids <> '[]' BEGIN
  DELETE FROM link_tags WHERE link_id = old.id;
END;

-- How many links there are, by what counts are grouped by: a count reads one row per folder instead of one per link.
CREATE TABLE link_counts (
  workspace_id TEXT NOT NULL,
  -- all, domain, user or tag
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  -- '' for none
  folder_id TEXT NOT NULL,
  archived INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, facet, value, folder_id, archived)
) WITHOUT ROWID;

CREATE TRIGGER link_counts_empty AFTER UPDATE ON link_counts WHEN new.n <= 0 BEGIN
  DELETE FROM link_counts WHERE workspace_id = new.workspace_id AND facet = new.facet AND value = new.value
    AND folder_id = new.folder_id AND archived = new.archived;
END;
CREATE TRIGGER links_counted AFTER INSERT ON links BEGIN
  INSERT INTO link_counts (workspace_id, facet, value, folder_id, archived, n)
  SELECT new.workspace_id, facet, value, coalesce(new.folder_id, ''), new.archived, 1
  FROM (SELECT 'all' AS facet, '' AS value UNION ALL SELECT 'domain', new.domain
    UNION ALL SELECT 'user', coalesce(new.user_id, '') UNION ALL SELECT 'tag', value FROM json_each(new.tag_ids))
  WHERE true ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER links_recounted AFTER UPDATE OF tag_ids, archived, domain, folder_id, user_id ON links
WHEN old.tag_ids <> new.tag_ids OR old.archived <> new.archived OR old.domain <> new.domain
  OR old.folder_id IS NOT new.folder_id OR old.user_id IS NOT new.user_id BEGIN
  INSERT INTO link_counts (workspace_id, facet, value, folder_id, archived, n)
  SELECT new.workspace_id, facet, value, coalesce(new.folder_id, ''), new.archived, 1
  FROM (SELECT 'all' AS facet, '' AS value UNION ALL SELECT 'domain', new.domain
    UNION ALL SELECT 'user', coalesce(new.user_id, '') UNION ALL SELECT 'tag', value FROM json_each(new.tag_ids))
  WHERE true ON CONFLICT DO UPDATE SET n = n + 1;
  UPDATE link_counts SET n = n - 1
  WHERE workspace_id = old.workspace_id AND folder_id = coalesce(old.folder_id, '') AND archived = old.archived
    AND (facet, value) IN (SELECT 'all', '' UNION ALL SELECT 'domain', old.domain
      UNION ALL SELECT 'user', coalesce(old.user_id, '') UNION ALL SELECT 'tag', value FROM json_each(old.tag_ids));
END;
CREATE TRIGGER links_uncounted AFTER DELETE ON links BEGIN
  UPDATE link_counts SET n = n - 1
  WHERE workspace_id = old.workspace_id AND folder_id = coalesce(old.folder_id, '') AND archived = old.archived
    AND (facet, value) IN (SELECT 'all', '' UNION ALL SELECT 'domain', old.domain
      UNION ALL SELECT 'user', coalesce(old.user_id, '') UNION ALL SELECT 'tag', value FROM json_each(old.tag_ids));
END;

INSERT INTO link_counts (workspace_id, facet, value, folder_id, archived, n)
SELECT workspace_id, 'all', '', coalesce(folder_id, ''), archived, count(*) FROM links GROUP BY 1, 4, 5
UNION ALL SELECT workspace_id, 'domain', domain, coalesce(folder_id, ''), archived, count(*) FROM links GROUP BY 1, 3, 4, 5
UNION ALL SELECT workspace_id, 'user', coalesce(user_id, ''), coalesce(folder_id, ''), archived, count(*) FROM links
  GROUP BY 1, 3, 4, 5;
