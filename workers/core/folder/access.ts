/** What a person may do in a folder. Owners and admins of the workspace, and who made the folder, may always write. */
import type { Actor } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { FolderLevel, FolderStore, FolderView } from './folder.ts';

/** True when no folder is closed to the actor. */
export function seesEveryFolder(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'owner' || actor.role === 'admin';
}

/** Null: the folder is closed to this person. */
export function folderLevel(actor: Actor, folder: FolderView): FolderLevel | null {
  if (seesEveryFolder(actor) || folder.userId === actor.userId) return 'write';
  return folder.memberLevel ?? folder.accessLevel;
}

/** For links that are put into a folder. Throws `unprocessable_entity` when there is no such folder for the actor, `forbidden` when it may only be read. */
export async function requireFolder(actor: Actor, folders: FolderStore, folderId: string): Promise<void> {
  const folder = await folders.byId(folderId);
  if (!folder || folderLevel(actor, folder) === null)
    throw refusal('folderId', 'this workspace has no such folder', folderId);
  requireLevel(actor, folder);
}

/** For links that are in a folder already. A folder that is gone protects nothing. */
export async function requireFolderWrite(actor: Actor, folders: FolderStore, folderId: string | null): Promise<void> {
  if (folderId === null || seesEveryFolder(actor)) return;
  const folder = await folders.byId(folderId);
  if (folder) requireLevel(actor, folder);
}

function requireLevel(actor: Actor, folder: FolderView): void {
  if (folderLevel(actor, folder) === 'write') return;
  throw new AppError('forbidden', `You may read the folder "${folder.name}" but not change what is in it.`);
}
