/** Hours to recompute: the rollups took part in something whose outcome is not known for sure. */
import { type DirtyHour, MAX_DIRTY_HOURS } from '#core/ledger/contract.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

type DirtyRow = DirtyHour & SqlRow;

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

/** Hours before `beforeHour` (`YYYY-MM-DD HH`), oldest mark first. */
export function dirtyHours(sql: LedgerSql, beforeHour: string): DirtyHour[] {
  return sql.all<DirtyRow>(
    'SELECT workspace_id AS workspaceId, hour, batch, since FROM dirty_hours WHERE hour < ? ORDER BY since LIMIT ?',
    beforeHour,
    MAX_DIRTY_HOURS,
  );
}

/** Keeps a mark that was set again after it was read: what set it may have come after the repair. */
export function clearDirty(sql: LedgerSql, { workspaceId, hour, since }: DirtyHour): void {
  sql.all('DELETE FROM dirty_hours WHERE workspace_id = ? AND hour = ? AND since <= ?', workspaceId, hour, since);
}

export function countDirtyHours(sql: LedgerSql): number {
  return sql.all<{ n: number }>('SELECT count(*) AS n FROM dirty_hours')[0]?.n ?? 0;
}
