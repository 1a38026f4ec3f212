/** Finds one folder as the actor may see it, for verbs that have checked their own scope. */
import { AppError } from '../error/app-error.ts';
import { folderLevel } from './access.ts';
import type { FolderContext, FolderView } from './folder.ts';

/** Throws `not_found`; a closed folder is not found. */
export async function loadFolder(context: FolderContext, id: string): Promise<FolderView> {
  const folder = await context.folders.byId(id);
  if (!folder || folderLevel(context.actor, folder) === null)
    throw new AppError('not_found', `No folder "${id}" in this workspace.`);
  return folder;
}

/** Same, for a change of the folder itself. Throws `forbidden` when it may only be read. */
export async function loadFolderToWrite(context: FolderContext, id: string): Promise<FolderView> {
  const folder = await loadFolder(context, id);
  if (folderLevel(context.actor, folder) !== 'write')
    throw new AppError('forbidden', `You may read the folder "${folder.name}" but not change it.`);
  return folder;
}
