/** Changes a folder: its name, description or what members may do in it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { changedMeanwhile, requireRevision } from '../schema/revision.ts';
import { describeFolder, folderNameTaken } from './create.ts';
import type { Folder, FolderContext } from './folder.ts';
import { loadFolderToWrite } from './get.ts';
import type { UpdateFolderInput } from './wire.ts';

/**
 * @param revision the state the caller has seen; undefined when any will do.
 * Throws `not_found`, `forbidden`, `precondition_failed`, or `conflict` when the name is taken.
 */
export async function updateFolder(
  context: FolderContext,
  id: string,
  input: UpdateFolderInput,
  revision?: number,
): Promise<Folder> {
  requireScope(context.actor, 'folders.write');
  const { memberLevel: _memberLevel, ...before } = await loadFolderToWrite(context, id);
  requireRevision('folder', before.updatedAt, revision);
  const after: Folder = {
    ...before,
    name: input.name ?? before.name,
    description: input.description === undefined ? before.description : input.description,
    accessLevel: input.accessLevel === undefined ? before.accessLevel : input.accessLevel,
    updatedAt: Math.max(context.now(), before.updatedAt + 1),
  };
  const change = { before: describeFolder(before), after: describeFolder(after) };
  const entry = auditEntry(context.actor, 'folder.update', id, change, after.updatedAt);
  const outcome = await context.folders.update(before, after, entry);
  if (outcome === 'name-taken') throw folderNameTaken(after.name);
  if (outcome === 'changed') throw changedMeanwhile('folder', revision);
  return after;
}
