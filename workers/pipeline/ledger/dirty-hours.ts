/** Hours to recompute: the rollups took part in something whose outcome is not known for sure. */
import type { LedgerSql, SqlRow } from './sql.ts';

export interface DirtyHour extends SqlRow {
  workspace_id: string;
  /** `YYYY-MM-DD HH`, UTC. */
  hour: string;
  /** The batch that made it dirty last. */
  batch: string;
  since: number;
}

export function markDirty(
  sql: LedgerSql,
  hours: readonly { workspaceId: string; hour: string }[],
  batch: string,
  now: number,
): void {
  sql.transaction(() => {
    for (const { workspaceId, hour } of hours) {
      sql.all(
        'INSERT INTO dirty_hours (workspace_id, hour, batch, since) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET batch = excluded.batch, since = excluded.since',
        workspaceId,
        hour,
        batch,
        now,
      );
    }
  });
}

/** Oldest first, at most `limit`. */
export function dirtyHours(sql: LedgerSql, limit: number): DirtyHour[] {
  return sql.all<DirtyHour>('SELECT workspace_id, hour, batch, since FROM dirty_hours ORDER BY since LIMIT ?', limit);
}

export function countDirtyHours(sql: LedgerSql): number {
  return sql.all<{ n: number }>('SELECT count(*) AS n FROM dirty_hours')[0]?.n ?? 0;
}
