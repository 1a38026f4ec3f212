/** Which workspaces are in strict mode, and which in quarantine. */
import { asc, eq, isNotNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { MAX_QUARANTINED_WORKSPACES } from '#core/route/quarantine.ts';
import { MAX_STRICT_WORKSPACES } from '#core/route/strict.ts';
import { workspaces } from '../schema/control.ts';

/** Ids of the workspaces in strict mode; one more than MAX_STRICT_WORKSPACES means that there are more. */
export async function strictWorkspaces(control: D1Database): Promise<string[]> {
  const rows = await drizzle(control)
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.clickAck, 'before'))
    .limit(MAX_STRICT_WORKSPACES + 1)
    .all();
  return rows.map(({ id }) => id);
}

/** Ids of the workspaces in quarantine, those that came first. */
export async function quarantinedWorkspaces(control: D1Database): Promise<string[]> {
  const rows = await drizzle(control)
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(isNotNull(workspaces.quarantinedAt))
    .orderBy(asc(workspaces.id))
    .limit(MAX_QUARANTINED_WORKSPACES)
    .all();
  return rows.map(({ id }) => id);
}
