/** Workspaces whose rows on a shard are not the truth, for whatever goes over a whole shard, and for requests that come too late. */
import { sql } from 'drizzle-orm';
import { AppError } from '#core/error/app-error.ts';

/** Ends a condition: `workspace_id` is the column of the table at hand. */
export const NOT_ABSENT = 'workspace_id NOT IN (SELECT workspace_id FROM absent_workspaces)';
export const notAbsent = sql.raw(NOT_ABSENT);

/** Throws `service_unavailable` when the workspace has moved away: that something is not here then says nothing. */
export async function requireHome(shard: D1Database, workspaceId: string): Promise<void> {
  const left = await shard
    .prepare(`SELECT 1 AS left FROM absent_workspaces WHERE workspace_id = ?1 AND role = 'left'`)
    .bind(workspaceId)
    .first();
  if (left !== null) throw isMoving();
}

export function isMoving(cause?: unknown): AppError {
  return new AppError(
    'service_unavailable',
    'This workspace is being moved to another database, which takes seconds. Its links go on redirecting. Try again.',
    { cause },
  );
}
