-- When the visitors of a workspace are answered: after the click is on its way, or before: only once it is durable (strict mode).
ALTER TABLE workspaces ADD COLUMN click_ack TEXT NOT NULL DEFAULT 'after' CHECK (click_ack IN ('after', 'before'));
CREATE INDEX workspaces_strict ON workspaces (id) WHERE click_ack = 'before';
