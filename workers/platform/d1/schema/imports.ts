/** Imports in the control database. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { FormatName } from '#core/import/format/formats.ts';
import { type FileShape, IMPORT_STATES, type ImportCounts, type ImportOptions } from '#core/import/job.ts';

export const imports = sqliteTable('imports', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  state: text({ enum: IMPORT_STATES }).notNull(),
  format: text().$type<FormatName>().notNull(),
  dryRun: integer('dry_run', { mode: 'boolean' }).notNull(),
  options: text({ mode: 'json' }).$type<ImportOptions>().notNull(),
  userId: text('user_id').notNull(),
  actor: text().notNull(),
  fileBytes: integer('file_bytes').notNull(),
  shape: text({ mode: 'json' }).$type<FileShape>(),
  cursorByte: integer('cursor_byte').notNull(),
  cursorLine: integer('cursor_line').notNull(),
  counts: text({ mode: 'json' }).$type<ImportCounts>().notNull(),
  error: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
});
