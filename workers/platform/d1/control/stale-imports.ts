/** Imports of every workspace, for the cron alone: those that should be moving, and files that nobody needs any more. */
import { and, eq, isNotNull, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { imports } from '../schema/imports.ts';

export interface ImportRef {
  id: string;
  workspaceId: string;
}

const REF = { id: imports.id, workspaceId: imports.workspaceId };

/** Running, but not moved since. */
export function stalledImports(control: D1Database, beforeMs: number, limit: number): Promise<ImportRef[]> {
  return drizzle(control)
    .select(REF)
    .from(imports)
    .where(and(eq(imports.state, 'running'), lt(imports.updatedAt, beforeMs)))
    .limit(limit)
    .all();
}

/** Over since before then. */
export function oldImports(control: D1Database, beforeMs: number, limit: number): Promise<ImportRef[]> {
  return drizzle(control)
    .select(REF)
    .from(imports)
    .where(and(isNotNull(imports.finishedAt), lt(imports.finishedAt, beforeMs)))
    .limit(limit)
    .all();
}

export async function forgetImport(control: D1Database, { id, workspaceId }: ImportRef): Promise<void> {
  await drizzle(control)
    .delete(imports)
    .where(and(eq(imports.workspaceId, workspaceId), eq(imports.id, id)))
    .run();
}
