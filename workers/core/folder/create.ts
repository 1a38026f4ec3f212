/** Creates a folder. Who makes it may always write in it. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { type Folder, type FolderContext, MAX_FOLDERS } from './folder.ts';
import type { CreateFolderInput } from './wire.ts';

/** Throws `conflict` when the name is taken, `forbidden` when the plan has no room for it. */
export async function createFolder(context: FolderContext, input: CreateFolderInput): Promise<Folder> {
  requireScope(context.actor, 'folders.write');
  if ((await context.folders.count()) >= MAX_FOLDERS)
    throw new AppError('forbidden', `A workspace can have ${MAX_FOLDERS} folders. Delete one that is not used.`);
  await context.entitlements.require('folders');
  const now = context.now();
  const folder: Folder = {
    id: newEntityId('folder', now),
    workspaceId: context.folders.workspaceId,
    name: input.name,
    description: input.description ?? null,
    type: 'default',
    accessLevel: input.accessLevel,
    userId: context.actor.userId,
    createdAt: now,
    updatedAt: now,
  };
  const entry = auditEntry(context.actor, 'folder.create', folder.id, { after: describeFolder(folder) }, now);
  if ((await context.folders.insert(folder, entry)) === 'name-taken') throw folderNameTaken(folder.name);
  return folder;
}

export function folderNameTaken(name: string): AppError {
  return new AppError('conflict', `name: this workspace already has a folder "${name}".`);
}

export function describeFolder({ name, description, accessLevel }: Folder): Record<string, unknown> {
  return { name, description, accessLevel };
}
