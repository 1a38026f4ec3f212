/** Where a workspace's links live, for jobs that act for no member. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { workspaces } from '../schema/control.ts';

/** Index of the D1 link shard; undefined when there is no such workspace. */
export async function workspaceShard(control: D1Database, workspaceId: string): Promise<number | undefined> {
  const query = drizzle(control).select({ shard: workspaces.linkShard }).from(workspaces);
  return (await query.where(eq(workspaces.id, workspaceId)).get())?.shard;
}
