/** Tables of one link shard around links: tags, folders, UTM templates, comments. Times are Unix milliseconds. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { TAG_COLORS } from '#core/tag/tag.ts';
import type { UtmTemplate } from '#core/utm-template/template.ts';

const times = {
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
};
const named = {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text().notNull(),
  nameKey: text('name_key').notNull(),
};

export const tags = sqliteTable('tags', {
  ...named,
  color: text({ enum: TAG_COLORS }).notNull(),
  ...times,
  deletedAt: integer('deleted_at'),
});

export const folders = sqliteTable('folders', {
  ...named,
  description: text(),
  type: text({ enum: ['default', 'mega'] }).notNull(),
  accessLevel: text('access_level', { enum: ['write', 'read'] }),
  userId: text('user_id'),
  ...times,
  deletedAt: integer('deleted_at'),
});

export const folderMembers = sqliteTable(
  'folder_members',
  {
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    folderId: text('folder_id').notNull(),
    level: text({ enum: ['write', 'read'] }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId, table.folderId] })],
);

export const utmTemplates = sqliteTable('utm_templates', {
  ...named,
  utm: text({ mode: 'json' }).$type<UtmTemplate['utm']>().notNull(),
  userId: text('user_id'),
  ...times,
});

export const linkComments = sqliteTable('link_comments', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  linkId: text('link_id').notNull(),
  parentId: text('parent_id'),
  userId: text('user_id').notNull(),
  body: text().notNull(),
  createdAt: integer('created_at').notNull(),
  editedAt: integer('edited_at'),
});
