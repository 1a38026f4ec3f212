/** Tables of one link shard. `links` is the truth; `routes` is the claim on a name with the record the edge serves. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CapturedConversion, ClickFacts } from '#core/event/conversion.ts';
import { SALE_TYPES } from '#core/event/conversion.ts';
import { HEALTH_STATES } from '#core/health/health.ts';
import type { Link, LinkSettings } from '#core/link/link.ts';
import { OUTBOUND_FAILURES } from '#core/outbound/error.ts';
import type { LinkChange } from '#core/webhook/link-events.ts';

export const links = sqliteTable('links', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  domain: text().notNull(),
  key: text().notNull(),
  url: text().notNull(),
  externalId: text('external_id'),
  tenantId: text('tenant_id'),
  folderId: text('folder_id'),
  userId: text('user_id'),
  title: text(),
  comments: text(),
  archived: integer({ mode: 'boolean' }).notNull().default(false),
  tagIds: text('tag_ids', { mode: 'json' }).$type<string[]>().notNull(),
  urlHash: text('url_hash').notNull().default(''),
  position: integer().notNull().default(0),
  clicks: integer().notNull().default(0),
  lastClickedAt: integer('last_clicked_at').notNull().default(0),
  saleAmount: integer('sale_amount').notNull().default(0),
  countedAt: integer('counted_at').notNull().default(0),
  settings: text({ mode: 'json' }).$type<LinkSettings>().notNull(),
  revision: integer().notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const routes = sqliteTable(
  'routes',
  {
    domain: text().notNull(),
    key: text().notNull(),
    workspaceId: text('workspace_id').notNull(),
    linkId: text('link_id').notNull(),
    record: text(),
    revision: integer().notNull().default(0),
    claimedAt: integer('claimed_at').notNull(),
    restsUntil: integer('rests_until'),
  },
  (table) => [primaryKey({ columns: [table.domain, table.key] })],
);

export const pendingCopies = sqliteTable(
  'pending_copies',
  {
    domain: text().notNull(),
    key: text().notNull(),
    linkId: text('link_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    revision: integer().notNull(),
    since: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.domain, table.key] })],
);

export const linkAuditLog = sqliteTable('link_audit_log', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  linkId: text('link_id').notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  change: text().notNull(),
  requestId: text('request_id').notNull(),
  ipHash: text('ip_hash'),
  createdAt: integer('created_at').notNull(),
});

export const linkUsage = sqliteTable(
  'link_usage',
  {
    workspaceId: text('workspace_id').notNull(),
    month: text().notNull(),
    created: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.month] })],
);

export const customers = sqliteTable('customers', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  externalId: text('external_id').notNull(),
  name: text(),
  email: text(),
  avatar: text(),
  country: text(),
  stripeCustomerId: text('stripe_customer_id'),
  linkId: text('link_id').notNull(),
  clickId: text('click_id').notNull(),
  click: text({ mode: 'json' }).$type<ClickFacts>().notNull(),
  leads: integer().notNull().default(0),
  sales: integer().notNull().default(0),
  saleAmount: integer('sale_amount').notNull().default(0),
  firstSaleAt: integer('first_sale_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const conversions = sqliteTable(
  'conversions',
  {
    workspaceId: text('workspace_id').notNull(),
    claim: text().notNull(),
    customerId: text('customer_id').notNull(),
    eventId: text('event_id').notNull(),
    event: text({ mode: 'json' }).$type<CapturedConversion>().notNull(),
    quantity: integer().notNull(),
    saleType: text('sale_type', { enum: SALE_TYPES }).notNull(),
    deliveredAt: integer('delivered_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.claim] })],
);

/** Whole links after their deletion, for as long as they can be restored. */
export const deletedLinks = sqliteTable('deleted_links', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  link: text({ mode: 'json' }).$type<Link>().notNull(),
  folderId: text('folder_id'),
  deletedBy: text('deleted_by').notNull(),
  deletedAt: integer('deleted_at').notNull(),
});

export const linkOutbox = sqliteTable('link_outbox', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  event: text().$type<LinkChange>().notNull(),
  link: text({ mode: 'json' }).$type<Link>().notNull(),
  createdAt: integer('created_at').notNull(),
});

export const linkHealth = sqliteTable('link_health', {
  linkId: text('link_id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  url: text().notNull(),
  state: text({ enum: HEALTH_STATES }).notNull(),
  httpStatus: integer('http_status'),
  failure: text({ enum: OUTBOUND_FAILURES }),
  problem: text(),
  redirects: integer().notNull().default(0),
  finalUrl: text('final_url'),
  failures: integer().notNull().default(0),
  failingSince: integer('failing_since'),
  checkedAt: integer('checked_at').notNull().default(0),
  nextCheckAt: integer('next_check_at').notNull(),
});
