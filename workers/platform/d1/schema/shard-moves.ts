/** Moves between link shards in the control database. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MOVE_STATES, type MoveCursor, type MovedTable } from '#core/shard/move/move.ts';

export const shardMoves = sqliteTable('shard_moves', {
  id: text().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  fromShard: integer('from_shard').notNull(),
  toShard: integer('to_shard').notNull(),
  state: text({ enum: MOVE_STATES }).notNull(),
  actor: text().notNull(),
  cursor: text({ mode: 'json' }).$type<MoveCursor>().notNull(),
  tables: text({ mode: 'json' }).$type<Record<string, MovedTable>>().notNull(),
  error: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  switchedAt: integer('switched_at'),
  finishedAt: integer('finished_at'),
});
