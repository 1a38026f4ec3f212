-- Customers: people whom a tenant has named to us by an id of their own. Each keeps the click that brought it (first touch).
-- Times are Unix milliseconds, amounts cents of USD.
CREATE TABLE customers (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  name TEXT,
  email TEXT,
  avatar TEXT,
  country TEXT,
  stripe_customer_id TEXT,
  link_id TEXT NOT NULL,
  click_id TEXT NOT NULL,
  click TEXT NOT NULL,
  leads INTEGER NOT NULL DEFAULT 0,
  sales INTEGER NOT NULL DEFAULT 0,
  sale_amount INTEGER NOT NULL DEFAULT 0,
  first_sale_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX customers_external ON customers (workspace_id, external_id);
CREATE UNIQUE INDEX customers_stripe ON customers (workspace_id, stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;
CREATE INDEX customers_created ON customers (workspace_id, created_at, id);
CREATE INDEX customers_sale_amount ON customers (workspace_id, sale_amount, id);
CREATE INDEX customers_first_sale ON customers (workspace_id, coalesce(first_sale_at, 0), id);
CREATE INDEX customers_email ON customers (workspace_id, email);
CREATE INDEX customers_link ON customers (workspace_id, link_id, created_at, id);

-- What has been accepted as one lead or one sale: the claim says which repeats are the same one, the event is what the ledger
-- counts. `delivered_at` is null until it has been handed on; a cron hands on what a failure left behind.
CREATE TABLE conversions (
  workspace_id TEXT NOT NULL,
  claim TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  sale_type TEXT NOT NULL,
  delivered_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, claim)
) WITHOUT ROWID;
CREATE INDEX conversions_waiting ON conversions (created_at) WHERE delivered_at IS NULL;
