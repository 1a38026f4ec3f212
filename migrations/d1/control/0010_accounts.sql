-- A second factor for people, what they did with their accounts, and mails that wait for the provider.
ALTER TABLE user ADD COLUMN twoFactorEnabled INTEGER NOT NULL DEFAULT 0;

-- In the shape the auth library reads and writes. Secret and codes are encrypted with the worker's own secret.
CREATE TABLE twoFactor (
  id TEXT PRIMARY KEY,
  userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  backupCodes TEXT NOT NULL,
  verified INTEGER NOT NULL DEFAULT 1,
  failedVerificationCount INTEGER NOT NULL DEFAULT 0,
  lockedUntil INTEGER
);
CREATE INDEX twoFactor_user ON twoFactor (userId);

-- What a person did outside any workspace: signing in, changing the password. Goes with the account.
CREATE TABLE account_log (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  -- account.{what}, e.g. account.change-password
  action TEXT NOT NULL,
  -- Keyed hash of the address it came from.
  ip_hash TEXT,
  user_agent TEXT,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_log_user ON account_log (user_id, id);

-- Mails the provider did not take at the first try; a cron tries again for a day, then gives up and says so.
CREATE TABLE unsent_mails (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unsent_mails_due ON unsent_mails (next_try_at);
