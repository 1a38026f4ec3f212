/** Which workspaces have events on which day, kept beside the counters: what the audit walks through. */
import { MAX_WORKSPACES_PER_PAGE } from '#core/ledger/contract.ts';
import { splitDayKey } from '#core/ledger/tally.ts';
import type { LedgerSql } from './sql.ts';

/** Notes the days among the keys; one row per workspace and day, ever. */
export function noteDays(sql: LedgerSql, keys: Iterable<string>): void {
  for (const key of keys) {
    const found = splitDayKey(key);
    if (found) sql.all('INSERT OR IGNORE INTO days (day, workspace_id) VALUES (?, ?)', found.day, found.workspaceId);
  }
}

/** One page in order of id. @param unwritten keys that are not noted yet. */
export function workspacesOn(sql: LedgerSql, day: string, after: string, unwritten: Iterable<string>): string[] {
  const noted = sql.all<{ id: string }>(
    'SELECT workspace_id AS id FROM days WHERE day = ? AND workspace_id > ? ORDER BY workspace_id LIMIT ?',
    day,
    after,
    MAX_WORKSPACES_PER_PAGE,
  );
  const ids = new Set(noted.map(({ id }) => id));
  for (const key of unwritten) {
    const found = splitDayKey(key);
    if (found?.day === day && found.workspaceId > after) ids.add(found.workspaceId);
  }
  return [...ids].toSorted(byCodeUnit).slice(0, MAX_WORKSPACES_PER_PAGE);
}

/** As SQLite compares text of these ids. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function forgetDays(sql: LedgerSql, workspaceId: string): void {
  sql.all('DELETE FROM days WHERE workspace_id = ?', workspaceId);
}
