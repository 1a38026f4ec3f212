/** Which workspaces are in strict mode. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
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
