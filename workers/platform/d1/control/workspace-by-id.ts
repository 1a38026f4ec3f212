/** A workspace with everything about it, for those who act for no member of it. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import { workspaces } from '../schema/control.ts';

export function workspaceById(control: D1Database, workspaceId: string): Promise<Workspace | undefined> {
  return drizzle(control).select().from(workspaces).where(eq(workspaces.id, workspaceId)).get();
}

/** Undefined when there is no such workspace, or it is about to be removed: nothing in it can be changed then. */
export async function livingWorkspace(control: D1Database, workspaceId: string): Promise<Workspace | undefined> {
  const workspace = await workspaceById(control, workspaceId);
  return workspace?.deleteAt === null ? workspace : undefined;
}
