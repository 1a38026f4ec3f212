-- Reports that are sent by mail at fixed times. Times are Unix milliseconds.
CREATE TABLE report_schedules (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  cadence TEXT NOT NULL CHECK (cadence IN ('daily', 'weekly', 'monthly')),
  -- Of the zone's clock, 0 to 23.
  hour INTEGER NOT NULL,
  zone TEXT NOT NULL,
  -- JSON lists of addresses; who unsubscribed stays so until the schedule is deleted.
  recipients TEXT NOT NULL,
  unsubscribed TEXT NOT NULL DEFAULT '[]',
  -- JSON object of report filters, as segments hold them.
  filters TEXT NOT NULL,
  paused INTEGER NOT NULL,
  -- When the next one is due: also the claim on it, see platform/d1/control/schedules.ts.
  next_at INTEGER NOT NULL,
  -- Whose eyes it looks with: folders closed to this person stay closed, unless all were open.
  created_by TEXT NOT NULL,
  sees_all INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX report_schedules_workspace ON report_schedules (workspace_id, created_at);
CREATE INDEX report_schedules_due ON report_schedules (next_at) WHERE paused = 0;
