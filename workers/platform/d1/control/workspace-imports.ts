/** Imports of one workspace. Every statement goes through `#own()`, so none can be made without the workspace. */
import { and, count, desc, eq, inArray, notInArray, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { ImportJob, ImportState } from '#core/import/job.ts';
import type { ImportStore } from '#core/import/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog } from '../schema/control.ts';
import { imports } from '../schema/imports.ts';

type Row = typeof imports.$inferSelect;
type Advance = Parameters<ImportStore['advance']>[1];

export class WorkspaceImports implements ImportStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An import store needs a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
  }

  async byId(id: string): Promise<ImportJob | undefined> {
    const row = await this.#db
      .select()
      .from(imports)
      .where(this.#own(eq(imports.id, id)))
      .get();
    return row && jobOf(row);
  }

  async list(limit: number): Promise<ImportJob[]> {
    const rows = await this.#db
      .select()
      .from(imports)
      .where(this.#own())
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(limit)
      .all();
    return rows.map(jobOf);
  }

  async countOpen(): Promise<number> {
    const row = await this.#db
      .select({ open: count() })
      .from(imports)
      .where(this.#own(notInArray(imports.state, ['done', 'canceled', 'checked', 'failed'])))
      .get();
    return row?.open ?? 0;
  }

  async insert(job: ImportJob, entry: AuditEntry): Promise<void> {
    if (job.workspaceId !== this.#workspaceId)
      throw new Error(`Import ${job.id} does not belong to ${this.#workspaceId}`);
    const { cursor, ...row } = job;
    await this.#db.batch([
      this.#db.insert(imports).values({ ...row, cursorByte: cursor.byte, cursorLine: cursor.line }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
  }

  async move(
    id: string,
    from: readonly ImportState[],
    { cursor, ...changes }: Partial<ImportJob>,
    entry?: AuditEntry,
  ): Promise<boolean> {
    const at = cursor ? { cursorByte: cursor.byte, cursorLine: cursor.line } : {};
    const [moved] = await this.#db.batch([
      this.#db
        .update(imports)
        .set({ ...changes, ...at })
        .where(this.#own(eq(imports.id, id), inArray(imports.state, [...from])))
        .returning({ id: imports.id }),
      ...(entry ? [insertWhenChanged(this.#db, auditLog, entry)] : []),
    ]);
    return moved.length > 0;
  }

  async advance(job: ImportJob, { cursor, ...changes }: Advance): Promise<boolean> {
    const moved = await this.#db
      .update(imports)
      .set({ ...changes, cursorByte: cursor.byte, cursorLine: cursor.line })
      .where(this.#own(eq(imports.id, job.id), eq(imports.cursorByte, job.cursor.byte), eq(imports.dryRun, job.dryRun)))
      .returning({ id: imports.id });
    return moved.length > 0;
  }

  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(imports.workspaceId, this.#workspaceId), ...conditions);
  }
}

export function jobOf({ cursorByte, cursorLine, ...row }: Row): ImportJob {
  return { ...row, cursor: { byte: cursorByte, line: cursorLine } };
}
