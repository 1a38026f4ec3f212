/** A folder of links with its access levels, and the port that keeps folders. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import type { NamedOutcome } from '../tag/tag.ts';

export type FolderLevel = 'write' | 'read';

/** Times are Unix milliseconds. */
export interface Folder {
  id: string;
  workspaceId: string;
  /** Unique in the workspace, whatever its case. */
  name: string;
  description: string | null;
  type: 'default' | 'mega';
  /** What every member may do in it; null: nothing, unless named as a member of the folder. */
  accessLevel: FolderLevel | null;
  /** Who made it. */
  userId: string | null;
  createdAt: number;
  /** Grows with each change: the folder's ETag. */
  updatedAt: number;
}

/** A folder as one person meets it. */
export interface FolderView extends Folder {
  /** The level this person was given in this folder, whatever the folder's own. */
  memberLevel: FolderLevel | null;
}

export interface FolderMember {
  folderId: string;
  userId: string;
  level: FolderLevel;
  createdAt: number;
}

export interface FolderPage {
  search?: string;
  limit: number;
  offset: number;
}

/** Folders of one workspace as one person may see them: a folder that is closed to the person is not there. */
export interface FolderStore {
  readonly workspaceId: string;
  byId(id: string): Promise<FolderView | undefined>;
  list(page: FolderPage): Promise<FolderView[]>;
  count(): Promise<number>;
  insert(folder: Folder, entry: AuditEntry): Promise<NamedOutcome>;
  /** `changed`: it is not as `before` any more. */
  update(before: Folder, after: Folder, entry: AuditEntry): Promise<NamedOutcome | 'changed'>;
  /** Its links become unsorted; of very many links the rest follows by a cron. False when it was not there. */
  remove(id: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
  members(folderId: string): Promise<FolderMember[]>;
  setMember(member: FolderMember, entry: AuditEntry): Promise<void>;
  removeMember(folderId: string, userId: string, entry: AuditEntry): Promise<boolean>;
}

/** Whether a person belongs to the workspace. */
export interface MemberDirectory {
  isMember(userId: string): Promise<boolean>;
}

export interface FolderContext {
  actor: Actor;
  folders: FolderStore;
  people: MemberDirectory;
  entitlements: Pick<Entitlements, 'require'>;
  now(): number;
}

export const MAX_FOLDERS = 1_000;
export const MAX_FOLDER_NAME_CHARS = 190;
export const MAX_FOLDER_DESCRIPTION_CHARS = 500;
/** People named in one folder. */
export const MAX_FOLDER_MEMBERS = 500;
