/** Changes a folder: its name, description or what members may do in it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { describeFolder, folderNameTaken } from './create.ts';
import type { Folder, FolderContext } from './folder.ts';
import { loadFolderToWrite } from './get.ts';
import type { UpdateFolderInput } from './wire.ts';

/** Throws `not_found`, `forbidden`, or `conflict` when the name is taken. */
export async function updateFolder(context: FolderContext, id: string, input: UpdateFolderInput): Promise<Folder> {
  requireScope(context.actor, 'folders.write');
  const { memberLevel: _memberLevel, ...before } = await loadFolderToWrite(context, id);
  const after: Folder = {
    ...before,
    name: input.name ?? before.name,
    description: input.description === undefined ? before.description : input.description,
    accessLevel: input.accessLevel === undefined ? before.accessLevel : input.accessLevel,
    updatedAt: Math.max(context.now(), before.updatedAt),
  };
  const change = { before: describeFolder(before), after: describeFolder(after) };
  const entry = auditEntry(context.actor, 'folder.update', id, change, after.updatedAt);
  if ((await context.folders.update(after, entry)) === 'name-taken') throw folderNameTaken(after.name);
  return after;
}
