-- Full-text search over links. FTS5 knows rows by number, links have ids: link_texts joins the two, in order of creation,
-- so that "newest first" is the index's own order and a page reads no more than it shows.
CREATE TABLE link_texts (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id TEXT NOT NULL UNIQUE
);

-- Only the index is stored, not the text again. `scope` holds what narrows a search before any word does: the workspace, its
-- domain, folder and tags as one word each (ids without their underscore), and `live` unless archived.
CREATE VIRTUAL TABLE link_search USING fts5(
  scope, key, url, title, comments, external,
  content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Mc Mn Co So'"
);

CREATE TRIGGER links_searchable AFTER INSERT ON links BEGIN
  INSERT INTO link_texts (link_id) VALUES (new.id);
  INSERT INTO link_search (rowid, scope, key, url, title, comments, external)
  SELECT number, replace(new.workspace_id, '_', '') || ' d' || replace(replace(new.domain, '.', ''), '-', '')
      || iif(new.archived, '', ' live') || ' ' || replace(coalesce(new.folder_id, 'unsorted'), '_', '')
      || ' ' || replace(new.tag_ids, '_', ''),
    new.key, substr(new.url, 1, 2000), new.title, new.comments, new.external_id
  FROM link_texts WHERE link_id = new.id;
END;
CREATE TRIGGER links_researchable
AFTER UPDATE OF domain, key, url, title, comments, external_id, archived, folder_id, tag_ids ON links
WHEN old.domain <> new.domain OR old.key <> new.key OR old.url <> new.url OR old.title IS NOT new.title
  OR old.comments IS NOT new.comments OR old.external_id IS NOT new.external_id OR old.archived <> new.archived
  OR old.folder_id IS NOT new.folder_id OR old.tag_ids <> new.tag_ids BEGIN
  INSERT OR REPLACE INTO link_search (rowid, scope, key, url, title, comments, external)
  SELECT number, replace(new.workspace_id, '_', '') || ' d' || replace(replace(new.domain, '.', ''), '-', '')
      || iif(new.archived, '', ' live') || ' ' || replace(coalesce(new.folder_id, 'unsorted'), '_', '')
      || ' ' || replace(new.tag_ids, '_', ''),
    new.key, substr(new.url, 1, 2000), new.title, new.comments, new.external_id
  FROM link_texts WHERE link_id = new.id;
END;
CREATE TRIGGER links_unsearchable AFTER DELETE ON links BEGIN
  DELETE FROM link_search WHERE rowid = (SELECT number FROM link_texts WHERE link_id = old.id);
  DELETE FROM link_texts WHERE link_id = old.id;
END;

INSERT INTO link_texts (link_id) SELECT id FROM links ORDER BY created_at, id;
INSERT INTO link_search (rowid, scope, key, url, title, comments, external)
SELECT number, replace(workspace_id, '_', '') || ' d' || replace(replace(domain, '.', ''), '-', '')
    || iif(archived, '', ' live') || ' ' || replace(coalesce(folder_id, 'unsorted'), '_', '')
    || ' ' || replace(tag_ids, '_', ''),
  key, substr(url, 1, 2000), title, comments, external_id
FROM link_texts JOIN links ON links.id = link_id;
