-- Answers to writes that carried an Idempotency-Key, for 24 hours. Nothing in a row can be read without the key itself.
CREATE TABLE kept_answers (
  -- SHA-256 of workspace, actor and key.
  id TEXT PRIMARY KEY,
  -- SHA-256 of method, path, query and body.
  fingerprint TEXT NOT NULL,
  -- NULL while the first request is under way.
  status INTEGER,
  -- The answer in base64, encrypted under a key derived from the Idempotency-Key; NULL when it is too large to keep.
  answer TEXT,
  started_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX kept_answers_started ON kept_answers (started_at);
