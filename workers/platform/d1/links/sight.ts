/** Which links a person may see: those in folders closed to the person are not there, in any query. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { links } from '../schema/links.ts';

/** Everything, for owners, admins and jobs; or what one person may see. */
export type Sight = 'everything' | { userId: string };

/** The ids of folders closed to the person, as a subquery over the few folders that are not open to all; undefined when none can be. */
export function closedFolders(workspaceId: string, sight: Sight): SQL | undefined {
  if (sight === 'everything') return undefined;
  const { userId } = sight;
  return sql`(SELECT f.id FROM folders AS f WHERE f.workspace_id = ${workspaceId} AND f.access_level IS NULL
    AND f.user_id IS NOT ${userId} AND NOT EXISTS (SELECT 1 FROM folder_members AS m
      WHERE m.workspace_id = ${workspaceId} AND m.user_id = ${userId} AND m.folder_id = f.id))`;
}

/** The condition on `links`. */
export function withinSight(workspaceId: string, sight: Sight): SQL | undefined {
  const closed = closedFolders(workspaceId, sight);
  return closed && sql`(${links.folderId} IS NULL OR ${links.folderId} NOT IN ${closed})`;
}
