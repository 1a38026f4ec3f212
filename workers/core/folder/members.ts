/** Who may do more, or less, in one folder than its own level says. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { type FolderContext, type FolderLevel, type FolderMember, MAX_FOLDER_MEMBERS } from './folder.ts';
import { loadFolder, loadFolderToWrite } from './get.ts';

export async function listFolderMembers(context: FolderContext, folderId: string): Promise<FolderMember[]> {
  requireScope(context.actor, 'folders.read');
  await loadFolder(context, folderId);
  return context.folders.members(folderId);
}

/** Throws `unprocessable_entity` when the person is not a member of the workspace. */
export async function setFolderMember(
  context: FolderContext,
  folderId: string,
  userId: string,
  level: FolderLevel,
): Promise<FolderMember> {
  requireScope(context.actor, 'folders.write');
  await loadFolderToWrite(context, folderId);
  if (!(await context.people.isMember(userId))) throw refusal('userId', 'is not a member of this workspace', userId);
  if ((await context.folders.members(folderId)).length >= MAX_FOLDER_MEMBERS)
    throw new AppError('forbidden', `A folder can name ${MAX_FOLDER_MEMBERS} people.`);
  const now = context.now();
  const member: FolderMember = { folderId, userId, level, createdAt: now };
  const entry = auditEntry(context.actor, 'folder.set_member', folderId, { after: { userId, level } }, now);
  await context.folders.setMember(member, entry);
  return member;
}

/** @returns the person's id. Throws `not_found` when the person is not named in the folder. */
export async function removeFolderMember(context: FolderContext, folderId: string, userId: string): Promise<string> {
  requireScope(context.actor, 'folders.write');
  await loadFolderToWrite(context, folderId);
  const entry = auditEntry(context.actor, 'folder.remove_member', folderId, { before: { userId } }, context.now());
  if (!(await context.folders.removeMember(folderId, userId, entry)))
    throw new AppError('not_found', `"${userId}" is not named in this folder.`);
  return userId;
}
