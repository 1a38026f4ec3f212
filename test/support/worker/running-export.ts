/** An export of everything that stays under way: nothing runs it, so that it can be canceled. */
import { newEntityId } from '#core/id/entity-id.ts';
import type { SeedRow } from '../tenant.ts';

/** Takes the place of one that is running. */
export function runningExport(workspaceId: string): { id: string; rows: SeedRow[] } {
  const now = Date.now();
  const id = newEntityId('export', now);
  const end = `UPDATE exports SET state = 'failed' WHERE workspace_id = ? AND state = 'running'`;
  const begin = `INSERT INTO exports (id, workspace_id, state, events, user_id, actor, cursor, files, created_at, updated_at)
    VALUES (?, ?, 'running', 'none', 'nobody', 'user:nobody', '{}', '[]', ?, ?)`;
  return {
    id,
    rows: [
      { database: 'CONTROL', sql: end, values: [workspaceId] },
      { database: 'CONTROL', sql: begin, values: [id, workspaceId, now, now] },
    ],
  };
}
