/** Deletes a folder. Its links stay, in no folder. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { describeFolder } from './create.ts';
import type { FolderContext } from './folder.ts';
import { loadFolderToWrite } from './get.ts';

/** @returns the id that is gone. Throws `not_found` or `forbidden`. */
export async function deleteFolder(context: FolderContext, id: string): Promise<string> {
  requireScope(context.actor, 'folders.write');
  const folder = await loadFolderToWrite(context, id);
  const now = context.now();
  const entry = auditEntry(context.actor, 'folder.delete', id, { before: describeFolder(folder) }, now);
  if (!(await context.folders.remove(id, now, entry)))
    throw new AppError('not_found', `No folder "${id}" in this workspace.`);
  return id;
}
