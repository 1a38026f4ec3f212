/** A workspace with everything about it, for jobs that act for a member. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import { workspaces } from '../schema/control.ts';

/** Undefined when there is no such workspace, or it is about to be removed: nothing in it can be changed then. */
export async function livingWorkspace(control: D1Database, workspaceId: string): Promise<Workspace | undefined> {
  const row = await drizzle(control).select().from(workspaces).where(eq(workspaces.id, workspaceId)).get();
  return row && row.deleteAt === null ? row : undefined;
}
