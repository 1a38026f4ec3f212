/** The plans of many workspaces at once, and the name of one, for jobs that act for no member. */
import { eq, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { workspaces } from '../schema/control.ts';

/** Plans by workspace id, of those that exist. */
export async function plansOf(control: D1Database, workspaceIds: string[]): Promise<Map<string, string>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await drizzle(control)
    .select({ id: workspaces.id, plan: workspaces.plan })
    .from(workspaces)
    .where(inArray(workspaces.id, sql`(SELECT value FROM json_each(${JSON.stringify(workspaceIds)}))`))
    .all();
  return new Map(rows.map(({ id, plan }) => [id, plan]));
}

/** Undefined when the workspace is gone. */
export async function workspaceName(control: D1Database, workspaceId: string): Promise<string | undefined> {
  const query = drizzle(control).select({ name: workspaces.name }).from(workspaces);
  return (await query.where(eq(workspaces.id, workspaceId)).get())?.name;
}
