/** Lists the folders that the actor may see. */
import { requireScope } from '../access/actor.ts';
import type { Folder, FolderContext } from './folder.ts';
import type { ListFoldersQuery } from './wire.ts';

export async function listFolders(context: FolderContext, query: ListFoldersQuery): Promise<Folder[]> {
  requireScope(context.actor, 'folders.read');
  const { page, pageSize } = query;
  const search = query.search?.trim();
  return context.folders.list({ limit: pageSize, offset: (page - 1) * pageSize, ...(search ? { search } : {}) });
}
