/** Exports of every workspace, for the cron alone: those that should be moving, and files whose time is over. */
import { and, eq, isNotNull, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { exportJobs } from '../schema/exports.ts';

export interface ExportRef {
  id: string;
  workspaceId: string;
}

const REF = { id: exportJobs.id, workspaceId: exportJobs.workspaceId };

/** Running, but not moved since. */
export function stalledExports(control: D1Database, beforeMs: number, limit: number): Promise<ExportRef[]> {
  return drizzle(control)
    .select(REF)
    .from(exportJobs)
    .where(and(eq(exportJobs.state, 'running'), lt(exportJobs.updatedAt, beforeMs)))
    .limit(limit)
    .all();
}

/** Over since before then. */
export function oldExports(control: D1Database, beforeMs: number, limit: number): Promise<ExportRef[]> {
  return drizzle(control)
    .select(REF)
    .from(exportJobs)
    .where(and(isNotNull(exportJobs.finishedAt), lt(exportJobs.finishedAt, beforeMs)))
    .limit(limit)
    .all();
}

export async function forgetExport(control: D1Database, { id, workspaceId }: ExportRef): Promise<void> {
  await drizzle(control)
    .delete(exportJobs)
    .where(and(eq(exportJobs.workspaceId, workspaceId), eq(exportJobs.id, id)))
    .run();
}
