/** Tables of webhooks and their deliveries in the control database. Times are Unix milliseconds. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { WEBHOOK_EVENTS } from '#core/webhook/webhook.ts';

export const webhooks = sqliteTable('webhooks', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text().notNull(),
  url: text().notNull(),
  sealedSecret: text('sealed_secret').notNull(),
  triggers: text().notNull(),
  linkIds: text('link_ids', { mode: 'json' }).$type<string[]>().notNull(),
  folderIds: text('folder_ids', { mode: 'json' }).$type<string[]>().notNull(),
  disabledAt: integer('disabled_at'),
  failures: integer().notNull().default(0),
  failingSince: integer('failing_since'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const webhookDeliveries = sqliteTable('webhook_deliveries', {
  id: text().primaryKey(),
  webhookId: text('webhook_id').notNull(),
  workspaceId: text('workspace_id').notNull(),
  eventId: text('event_id').notNull(),
  event: text({ enum: WEBHOOK_EVENTS }).notNull(),
  body: text().notNull(),
  state: text({ enum: ['waiting', 'delivered', 'failed'] }).notNull(),
  attempts: integer().notNull().default(0),
  nextAttemptAt: integer('next_attempt_at').notNull(),
  status: integer(),
  error: text(),
  response: text(),
  tookMs: integer('took_ms'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
