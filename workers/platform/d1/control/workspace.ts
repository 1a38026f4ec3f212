/** Settings and end of one workspace in the control database. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { WorkspaceChange, WorkspaceStore } from '#core/workspace/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, workspaces } from '../schema/control.ts';
import { violatedColumn } from '../unique.ts';

export class OneWorkspace implements WorkspaceStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A workspace store needs a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
  }

  async update(
    change: WorkspaceChange & { updatedAt: number },
    entry: AuditEntry,
    revision?: number,
  ): Promise<'written' | 'taken' | 'changed'> {
    const isSeen = revision === undefined ? undefined : eq(workspaces.updatedAt, revision);
    try {
      const [changed] = await this.#db.batch([
        this.#db.update(workspaces).set(change).where(and(this.#own(), isSeen)).returning({ id: workspaces.id }),
        insertWhenChanged(this.#db, auditLog, entry),
      ]);
      return changed.length > 0 ? 'written' : 'changed';
    } catch (error) {
      if (violatedColumn(error) === 'workspaces.slug') return 'taken';
      throw error;
    }
  }

  async setDeletion(at: number | null, entry: AuditEntry): Promise<boolean> {
    // Past its end it is being removed already: half of a workspace is not worth keeping.
    const canBeKept = gt(workspaces.deleteAt, entry.createdAt);
    const wasOther = at === null ? canBeKept : isNull(workspaces.deleteAt);
    const [changed] = await this.#db.batch([
      this.#db
        .update(workspaces)
        .set({ deleteAt: at, updatedAt: sql`max(${entry.createdAt}, ${workspaces.updatedAt} + 1)` })
        .where(and(this.#own(), wasOther))
        .returning({ id: workspaces.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  #own() {
    return eq(workspaces.id, this.#workspaceId);
  }
}
