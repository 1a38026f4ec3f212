/** The workspaces that have something in this ledger, in order of id. */
import type { LedgerSql } from './sql.ts';

/** One step of an index per workspace, however many days or letters it has. */
const distinct = (table: 'days' | 'letters'): string => `
  WITH RECURSIVE found (id) AS (
    SELECT min(workspace_id) FROM ${table} WHERE workspace_id > ?1
    UNION ALL SELECT (SELECT min(workspace_id) FROM ${table} WHERE workspace_id > found.id) FROM found WHERE found.id IS NOT NULL
  ) SELECT id FROM found WHERE id IS NOT NULL LIMIT ?2`;

/** One page after `after`. @param unwritten workspaces that are not noted on disk yet. */
export function residentsAfter(sql: LedgerSql, after: string, limit: number, unwritten: Iterable<string>): string[] {
  const ids = new Set<string>();
  for (const table of ['days', 'letters'] as const)
    for (const { id } of sql.all<{ id: string }>(distinct(table), after, limit)) ids.add(id);
  for (const id of unwritten) if (id > after) ids.add(id);
  return [...ids].toSorted((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}
