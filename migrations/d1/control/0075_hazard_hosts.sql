-- Hosts that no link of this instance may lead to. A host stands for everything below it.
CREATE TABLE hazard_hosts (
  host TEXT PRIMARY KEY NOT NULL,
  threat TEXT NOT NULL CHECK (threat IN ('phishing', 'malware', 'unwanted')),
  note TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
