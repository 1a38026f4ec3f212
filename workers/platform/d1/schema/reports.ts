/** Tables around reports: public pages, letters at fixed times, notes on days. Times are Unix milliseconds. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CADENCES } from '#core/schedule/due.ts';
import { SHARE_KINDS } from '#core/share/share.ts';

const flag = (name: string) => integer(name, { mode: 'boolean' });

export const shares = sqliteTable('shares', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  key: text().notNull().unique(),
  name: text().notNull(),
  kind: text({ enum: SHARE_KINDS }).notNull(),
  targetId: text('target_id'),
  passwordHash: text('password_hash'),
  showConversions: flag('show_conversions').notNull(),
  expiresAt: integer('expires_at'),
  createdBy: text('created_by').notNull(),
  seesAll: flag('sees_all').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const reportSchedules = sqliteTable('report_schedules', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text().notNull(),
  cadence: text({ enum: CADENCES }).notNull(),
  hour: integer().notNull(),
  zone: text().notNull(),
  recipients: text({ mode: 'json' }).$type<string[]>().notNull(),
  unsubscribed: text({ mode: 'json' }).$type<string[]>().notNull(),
  filters: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
  paused: flag('paused').notNull(),
  nextAt: integer('next_at').notNull(),
  createdBy: text('created_by').notNull(),
  seesAll: flag('sees_all').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const annotations = sqliteTable('annotations', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  day: text().notNull(),
  text: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
