/** Folders of one workspace as one person may see them, on the shard of its links. */
import type { SQL } from 'drizzle-orm';
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Folder, FolderMember, FolderPage, FolderStore, FolderView } from '#core/folder/folder.ts';
import { nameKey } from '#core/schema/name-key.ts';
import type { NamedOutcome } from '#core/tag/tag.ts';
import { auditChange } from '../links/notes.ts';
import type { Sight } from '../links/sight.ts';
import { closedFolders } from '../links/sight.ts';
import { folderMembers, folders } from '../schema/labels.ts';
import { takeFolderOff } from './take-off.ts';
import { orTaken, written } from './workspace-tags.ts';

const FOLDER = {
  id: folders.id,
  workspaceId: folders.workspaceId,
  name: folders.name,
  description: folders.description,
  type: folders.type,
  accessLevel: folders.accessLevel,
  userId: folders.userId,
  createdAt: folders.createdAt,
  updatedAt: folders.updatedAt,
};

export class WorkspaceFolders implements FolderStore {
  readonly workspaceId: string;
  readonly #shard: D1Database;
  readonly #db;
  readonly #userId: string;
  readonly #sight: Sight;

  /** @param userId whose own levels are shown. @param sight which folders are closed to that person. */
  constructor(shard: D1Database, workspaceId: string, userId: string, sight: Sight) {
    if (workspaceId === '') throw new Error('A folder store needs a workspace');
    this.workspaceId = workspaceId;
    this.#shard = shard;
    this.#db = drizzle(shard);
    this.#userId = userId;
    this.#sight = sight;
  }

  byId(id: string): Promise<FolderView | undefined> {
    return this.#views(eq(folders.id, id)).get();
  }

  list({ search, limit, offset }: FolderPage): Promise<FolderView[]> {
    return this.#views(search === undefined ? undefined : sql`instr(${folders.nameKey}, ${nameKey(search)}) > 0`)
      .orderBy(asc(folders.nameKey))
      .limit(limit)
      .offset(offset)
      .all();
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(folders).where(this.#every()).get();
    return row?.count ?? 0;
  }

  insert(folder: Folder, entry: AuditEntry): Promise<NamedOutcome> {
    this.#mine(folder);
    const row = { ...folder, nameKey: nameKey(folder.name) };
    return orTaken(this.#db.batch([this.#db.insert(folders).values(row), auditChange(this.#db, entry)]), written);
  }

  update(before: Folder, after: Folder, entry: AuditEntry): Promise<NamedOutcome | 'changed'> {
    this.#mine(after);
    const { name, description, accessLevel, updatedAt } = after;
    return orTaken(
      this.#db.batch([
        this.#db
          .update(folders)
          .set({ name, nameKey: nameKey(name), description, accessLevel, updatedAt })
          .where(this.#own(and(eq(folders.id, before.id), eq(folders.updatedAt, before.updatedAt))))
          .returning({ id: folders.id }),
        auditChange(this.#db, entry),
      ]),
      ([changed]) => (changed.length > 0 ? 'written' : 'changed'),
    );
  }

  async remove(id: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .update(folders)
        .set({ deletedAt: nowMs, nameKey: id })
        .where(this.#own(eq(folders.id, id)))
        .returning({ id: folders.id }),
      auditChange(this.#db, entry),
    ]);
    if (removed.length === 0) return false;
    await takeFolderOff(this.#shard, this.workspaceId, id);
    return true;
  }

  async members(folderId: string): Promise<FolderMember[]> {
    return this.#db
      .select({
        folderId: folderMembers.folderId,
        userId: folderMembers.userId,
        level: folderMembers.level,
        createdAt: folderMembers.createdAt,
      })
      .from(folderMembers)
      .where(and(eq(folderMembers.workspaceId, this.workspaceId), eq(folderMembers.folderId, folderId)))
      .orderBy(asc(folderMembers.createdAt))
      .all();
  }

  async setMember(member: FolderMember, entry: AuditEntry): Promise<void> {
    await this.#db.batch([
      this.#db
        .insert(folderMembers)
        .values({ ...member, workspaceId: this.workspaceId })
        .onConflictDoUpdate({
          target: [folderMembers.workspaceId, folderMembers.userId, folderMembers.folderId],
          set: { level: member.level },
        }),
      auditChange(this.#db, entry),
    ]);
  }

  async removeMember(folderId: string, userId: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(folderMembers)
        .where(
          and(
            eq(folderMembers.workspaceId, this.workspaceId),
            eq(folderMembers.userId, userId),
            eq(folderMembers.folderId, folderId),
          ),
        )
        .returning({ userId: folderMembers.userId }),
      auditChange(this.#db, entry),
    ]);
    return removed.length > 0;
  }

  #views(condition: SQL | undefined) {
    return this.#db
      .select({ ...FOLDER, memberLevel: folderMembers.level })
      .from(folders)
      .leftJoin(
        folderMembers,
        and(
          eq(folderMembers.workspaceId, this.workspaceId),
          eq(folderMembers.userId, this.#userId),
          eq(folderMembers.folderId, folders.id),
        ),
      )
      .where(this.#own(condition));
  }

  /** Every condition is and-ed with the workspace and with what the person may see. */
  #own(condition?: SQL): SQL | undefined {
    const closed = closedFolders(this.workspaceId, this.#sight);
    return and(this.#every(), condition, closed && sql`${folders.id} NOT IN ${closed}`);
  }

  #every(): SQL | undefined {
    return and(eq(folders.workspaceId, this.workspaceId), isNull(folders.deletedAt));
  }

  #mine(folder: Folder): void {
    if (folder.workspaceId !== this.workspaceId)
      throw new Error(`Folder ${folder.id} does not belong to ${this.workspaceId}`);
  }
}
