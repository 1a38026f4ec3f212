/** Exports of everything in the control database. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { EVENT_FORMATS, EXPORT_STATES, type ExportCursor, type ExportFile } from '#core/export/bundle/job.ts';

export const exportJobs = sqliteTable('exports', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  state: text({ enum: EXPORT_STATES }).notNull(),
  events: text({ enum: EVENT_FORMATS }).notNull(),
  userId: text('user_id').notNull(),
  actor: text().notNull(),
  cursor: text({ mode: 'json' }).$type<ExportCursor>().notNull(),
  files: text({ mode: 'json' }).$type<ExportFile[]>().notNull(),
  rows: integer().notNull(),
  expectedRows: integer('expected_rows').notNull(),
  error: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
});
