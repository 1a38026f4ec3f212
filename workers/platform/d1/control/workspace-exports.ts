/** Exports of one workspace. Every statement goes through `#own()`, so none can be made without the workspace. */
import { and, count, desc, eq, gte, or, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { AppError } from '#core/error/app-error.ts';
import type { ExportJob, ExportState } from '#core/export/bundle/job.ts';
import type { ExportStore } from '#core/export/bundle/ports.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog } from '../schema/control.ts';
import { exportJobs } from '../schema/exports.ts';
import { violatedColumn } from '../unique.ts';

export class WorkspaceExports implements ExportStore {
  readonly #db;
  readonly #workspaceId: string;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An export store needs a workspace');
    this.#db = drizzle(control);
    this.#workspaceId = workspaceId;
  }

  byId(id: string): Promise<ExportJob | undefined> {
    return this.#db
      .select()
      .from(exportJobs)
      .where(this.#own(eq(exportJobs.id, id)))
      .get();
  }

  list(limit: number): Promise<ExportJob[]> {
    return this.#db
      .select()
      .from(exportJobs)
      .where(this.#own())
      .orderBy(desc(exportJobs.createdAt), desc(exportJobs.id))
      .limit(limit)
      .all();
  }

  async countSince(sinceMs: number): Promise<{ running: number; started: number }> {
    const isRunning = eq(exportJobs.state, 'running');
    const row = await this.#db
      .select({
        running: sql<number>`coalesce(sum(${isRunning}), 0)`,
        started: count(sql`iif(${gte(exportJobs.createdAt, sinceMs)}, 1, NULL)`),
      })
      .from(exportJobs)
      .where(this.#own(or(isRunning, gte(exportJobs.createdAt, sinceMs))))
      .get();
    return row ?? { running: 0, started: 0 };
  }

  async insert(job: ExportJob, entry: AuditEntry): Promise<void> {
    if (job.workspaceId !== this.#workspaceId)
      throw new Error(`Export ${job.id} does not belong to ${this.#workspaceId}`);
    try {
      await this.#db.batch([this.#db.insert(exportJobs).values(job), insertWhenChanged(this.#db, auditLog, entry)]);
    } catch (error) {
      if (violatedColumn(error) !== 'exports.workspace_id') throw error;
      throw new AppError('conflict', 'Another export of this workspace has just been started.', { cause: error });
    }
  }

  async move(id: string, from: ExportState, changes: Partial<ExportJob>, entry?: AuditEntry): Promise<boolean> {
    const [moved] = await this.#db.batch([
      this.#db
        .update(exportJobs)
        .set(changes)
        .where(this.#own(eq(exportJobs.id, id), eq(exportJobs.state, from)))
        .returning({ id: exportJobs.id }),
      ...(entry ? [insertWhenChanged(this.#db, auditLog, entry)] : []),
    ]);
    return moved.length > 0;
  }

  async advance(job: ExportJob, changes: Partial<ExportJob>): Promise<boolean> {
    const isThere = sql`${exportJobs.cursor} = ${JSON.stringify(job.cursor)}`;
    const moved = await this.#db
      .update(exportJobs)
      .set(changes)
      .where(this.#own(eq(exportJobs.id, job.id), eq(exportJobs.state, 'running'), isThere))
      .returning({ id: exportJobs.id });
    return moved.length > 0;
  }

  #own(...conditions: (SQL | undefined)[]): SQL | undefined {
    return and(eq(exportJobs.workspaceId, this.#workspaceId), ...conditions);
  }
}
