/** The settings of one workspace in the control database, and the list of those in strict mode. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Workspace } from '#core/access/actor.ts';
import type { AuditEntry } from '#core/audit/entry.ts';
import { MAX_STRICT_WORKSPACES } from '#core/route/strict.ts';
import type { WorkspaceChanges } from '#core/workspace/wire.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, workspaces } from '../schema/control.ts';

export class WorkspaceSettings {
  readonly #db;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('Settings need a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
  }

  /** Undefined when the workspace is gone; then nothing is written. */
  async update(changes: WorkspaceChanges, entry: AuditEntry): Promise<Workspace | undefined> {
    const [updated] = await this.#db.batch([
      this.#db
        .update(workspaces)
        .set({ ...changes, updatedAt: entry.createdAt })
        .where(eq(workspaces.id, this.#workspaceId))
        .returning(),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return updated[0];
  }
}

/** Ids of the workspaces in strict mode; one more than MAX_STRICT_WORKSPACES means that there are more. */
export async function strictWorkspaces(control: D1Database): Promise<string[]> {
  const rows = await drizzle(control)
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.clickAck, 'before'))
    .limit(MAX_STRICT_WORKSPACES + 1)
    .all();
  return rows.map(({ id }) => id);
}
