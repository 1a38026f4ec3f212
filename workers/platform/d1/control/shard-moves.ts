/** Moves of workspaces between link shards: read and begun by operators, moved on by the pipeline. */
import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { MoveState, ShardMove } from '#core/shard/move/move.ts';
import type { MoveStore } from '#core/shard/move/ports.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';
import { auditLog, workspaces } from '../schema/control.ts';
import { shardMoves } from '../schema/shard-moves.ts';
import { violatedColumn } from '../unique.ts';

export class D1ShardMoves implements MoveStore {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  byId(id: string): Promise<ShardMove | undefined> {
    return this.#db.select().from(shardMoves).where(eq(shardMoves.id, id)).get();
  }

  list(limit: number): Promise<ShardMove[]> {
    return this.#db
      .select()
      .from(shardMoves)
      .orderBy(desc(shardMoves.createdAt), desc(shardMoves.id))
      .limit(limit)
      .all();
  }

  /** The workspace may have moved since it was looked up: then nothing begins. */
  async insert(move: ShardMove, entry: AuditEntry): Promise<boolean> {
    const isThere = sql`EXISTS (SELECT 1 FROM ${workspaces} WHERE id = ${move.workspaceId}
      AND link_shard = ${move.fromShard} AND delete_at IS NULL)`;
    const row = { ...move, cursor: JSON.stringify(move.cursor), tables: JSON.stringify(move.tables) };
    try {
      const [begun] = await this.#db.batch([
        insertWhere(this.#db, shardMoves, row as unknown as ShardMove, isThere).returning({ id: shardMoves.id }),
        insertWhenChanged(this.#db, auditLog, entry),
      ]);
      return begun.length > 0;
    } catch (error) {
      if (violatedColumn(error) === 'shard_moves.workspace_id') return false;
      throw error;
    }
  }

  async change(
    id: string,
    from: readonly MoveState[],
    changes: Partial<ShardMove>,
    entry?: AuditEntry,
  ): Promise<boolean> {
    const [changed] = await this.#db.batch([
      this.#db
        .update(shardMoves)
        .set(changes)
        .where(and(eq(shardMoves.id, id), inArray(shardMoves.state, [...from])))
        .returning({ id: shardMoves.id }),
      ...(entry ? [insertWhenChanged(this.#db, auditLog, entry)] : []),
    ]);
    return changed.length > 0;
  }

  /** The move's state is asked first, and everything behind it only happens with it. */
  async switch({ id, workspaceId, fromShard, toShard }: ShardMove, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const [switched] = await this.#db.batch([
      this.#db
        .update(shardMoves)
        .set({ state: 'switched', switchedAt: nowMs, updatedAt: nowMs, error: null })
        .where(and(eq(shardMoves.id, id), eq(shardMoves.state, 'following')))
        .returning({ id: shardMoves.id }),
      insertWhenChanged(this.#db, auditLog, entry),
      this.#db
        .update(workspaces)
        .set({ linkShard: toShard })
        .where(and(eq(workspaces.id, workspaceId), eq(workspaces.linkShard, fromShard), sql`changes() > 0`)),
    ]);
    return switched.length > 0;
  }
}

/** Not over, and not moved on since: for the cron. */
export function waitingMoves(
  control: D1Database,
  beforeMs: number,
  limit: number,
): Promise<Pick<ShardMove, 'id' | 'workspaceId'>[]> {
  return drizzle(control)
    .select({ id: shardMoves.id, workspaceId: shardMoves.workspaceId })
    .from(shardMoves)
    .where(and(isNull(shardMoves.finishedAt), lt(shardMoves.updatedAt, beforeMs)))
    .limit(limit)
    .all();
}
