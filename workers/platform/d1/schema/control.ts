/** Tables of the control database: tenants and what they own outside the link shards. Times are Unix milliseconds. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { GIVEN_ROLES, ROLES } from '#core/access/permissions.ts';

const flag = (name: string) => integer(name, { mode: 'boolean' });

export const workspaces = sqliteTable('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  logo: text(),
  plan: text().notNull().default('free'),
  linkShard: integer('link_shard').notNull(),
  deleteAt: integer('delete_at'),
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
  userId: text('user_id').notNull(),
  name: text().notNull(),
  hash: text().notNull().unique(),
  start: text().notNull(),
  scopes: text().notNull(),
  expiresAt: integer('expires_at'),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
  createdAt: integer('created_at').notNull(),
});

export const domains = sqliteTable('domains', {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  workspaceId: text('workspace_id').notNull(),
  verified: flag('verified').notNull().default(false),
  isPrimary: flag('is_primary').notNull().default(false),
  archived: flag('archived').notNull().default(false),
  caseSensitive: flag('case_sensitive').notNull().default(false),
  notFoundUrl: text('not_found_url'),
  expiredUrl: text('expired_url'),
  appleAppSiteAssociation: text('apple_app_site_association'),
  assetLinks: text('asset_links'),
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

export const attempts = sqliteTable('attempts', {
  key: text().primaryKey(),
  count: integer().notNull(),
  resetsAt: integer('resets_at').notNull(),
});
