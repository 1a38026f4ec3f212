/** Tables of the control database: tenants and what they own outside the link shards. Times are Unix milliseconds. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { GIVEN_ROLES, ROLES } from '#core/access/permissions.ts';
import { BLOCK_REASONS } from '#core/abuse/case.ts';
import { CAPTURE_TROUBLES } from '#core/event/trouble.ts';
import { CLICK_ACKS } from '#core/route/strict.ts';
import { MACHINE_ROLES } from '#core/token/scope-set.ts';

const flag = (name: string) => integer(name, { mode: 'boolean' });

export const workspaces = sqliteTable('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  logo: text(),
  plan: text().notNull().default('free'),
  linkShard: integer('link_shard').notNull(),
  clickAck: text('click_ack', { enum: CLICK_ACKS }).notNull().default('after'),
  deleteAt: integer('delete_at'),
  quarantinedAt: integer('quarantined_at'),
  quarantineReason: text('quarantine_reason', { enum: BLOCK_REASONS }),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const members = sqliteTable(
  'members',
  {
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    role: text({ enum: ROLES }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] })],
);

export const invitations = sqliteTable('invitations', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  email: text().notNull(),
  role: text({ enum: GIVEN_ROLES }).notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  invitedBy: text('invited_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

export const tokens = sqliteTable('tokens', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text({ enum: ['secret', 'publishable'] })
    .notNull()
    .default('secret'),
  userId: text('user_id'),
  machineRole: text('machine_role', { enum: MACHINE_ROLES }),
  name: text().notNull(),
  hash: text().notNull().unique(),
  previousHash: text('previous_hash').unique(),
  previousUntil: integer('previous_until'),
  start: text().notNull(),
  publicKey: text('public_key'),
  scopes: text().notNull(),
  allowedIps: text('allowed_ips', { mode: 'json' }).$type<string[]>().notNull(),
  allowedHosts: text('allowed_hosts', { mode: 'json' }).$type<string[]>().notNull(),
  revision: integer().notNull().default(1),
  expiresAt: integer('expires_at'),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
  createdAt: integer('created_at').notNull(),
});

export const domains = sqliteTable('domains', {
  id: text().primaryKey(),
  slug: text().notNull(),
  workspaceId: text('workspace_id').notNull(),
  verified: flag('verified').notNull().default(false),
  isPrimary: flag('is_primary').notNull().default(false),
  archived: flag('archived').notNull().default(false),
  caseSensitive: flag('case_sensitive').notNull().default(false),
  notFoundUrl: text('not_found_url'),
  expiredUrl: text('expired_url'),
  appleAppSiteAssociation: text('apple_app_site_association'),
  assetLinks: text('asset_links'),
  placeholder: text(),
  logo: text(),
  verificationToken: text('verification_token').notNull(),
  checkedAt: integer('checked_at').notNull().default(0),
  hostnameId: text('hostname_id'),
  hostnameStatus: text('hostname_status'),
  deletingAt: integer('deleting_at'),
  revision: integer().notNull().default(1),
  copiedRevision: integer('copied_revision').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const auditLog = sqliteTable('audit_log', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  target: text().notNull(),
  change: text().notNull(),
  requestId: text('request_id').notNull(),
  ipHash: text('ip_hash'),
  createdAt: integer('created_at').notNull(),
});

/** Mails on their way; `attempts` is 0 before the first. */
export const unsentMails = sqliteTable('unsent_mails', {
  id: text().primaryKey(),
  recipient: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  attempts: integer().notNull(),
  nextTryAt: integer('next_try_at').notNull(),
  createdAt: integer('created_at').notNull(),
  unsubscribeUrl: text('unsubscribe_url'),
});

export const segments = sqliteTable('segments', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text().notNull(),
  filters: text().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const captureTroubles = sqliteTable(
  'capture_troubles',
  {
    workspaceId: text('workspace_id').notNull(),
    reportId: text('report_id').notNull(),
    name: text({ enum: CAPTURE_TROUBLES }).notNull(),
    clicks: integer().notNull(),
    reportedAt: integer('reported_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.reportId, table.name] })],
);

export const attempts = sqliteTable('attempts', {
  key: text().primaryKey(),
  count: integer().notNull(),
  resetsAt: integer('resets_at').notNull(),
});

export const keptAnswers = sqliteTable('kept_answers', {
  id: text().primaryKey(),
  fingerprint: text().notNull(),
  status: integer(),
  answer: text(),
  startedAt: integer('started_at').notNull(),
});

export const billingAccounts = sqliteTable('billing_accounts', {
  workspaceId: text('workspace_id').primaryKey(),
  customerId: text('customer_id').notNull().unique(),
  subscriptionId: text('subscription_id'),
  status: text(),
  plan: text(),
  periodEnd: integer('period_end'),
  cancelAtPeriodEnd: flag('cancel_at_period_end').notNull().default(false),
  checkedAt: integer('checked_at').notNull().default(0),
});

export const billingEvents = sqliteTable('billing_events', {
  id: text().primaryKey(),
  type: text().notNull(),
  receivedAt: integer('received_at').notNull(),
});

export const currencyRates = sqliteTable('currency_rates', {
  currency: text().primaryKey(),
  digits: integer().notNull(),
  nanoUsd: integer('nano_usd').notNull(),
  asOf: text('as_of').notNull(),
});
