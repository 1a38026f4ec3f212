/** Notes on days of one workspace in the control database. */
import type { SQL } from 'drizzle-orm';
import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type Annotation, type AnnotationStore, MAX_ANNOTATIONS } from '#core/annotation/annotation.ts';
import type { AuditEntry } from '#core/audit/entry.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';
import { auditLog } from '../schema/control.ts';
import { annotations } from '../schema/reports.ts';

export class WorkspaceAnnotations implements AnnotationStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An annotation store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  between(from: string | undefined, to: string | undefined): Promise<Annotation[]> {
    const days = [...(from ? [gte(annotations.day, from)] : []), ...(to ? [lte(annotations.day, to)] : [])];
    return this.#db
      .select()
      .from(annotations)
      .where(this.#mine(...days))
      .orderBy(desc(annotations.day), asc(annotations.createdAt))
      .limit(MAX_ANNOTATIONS)
      .all();
  }

  find(id: string): Promise<Annotation | undefined> {
    return this.#db
      .select()
      .from(annotations)
      .where(this.#mine(eq(annotations.id, id)))
      .get();
  }

  async insert(annotation: Annotation, entry: AuditEntry): Promise<boolean> {
    const row = { ...annotation, workspaceId: this.workspaceId };
    const held = sql`(SELECT count(*) FROM ${annotations} WHERE ${this.#mine()}) < ${MAX_ANNOTATIONS}`;
    const [inserted] = await this.#db.batch([
      insertWhere(this.#db, annotations, row, held).returning({ id: annotations.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return inserted.length > 0;
  }

  async update({ id, day, text, updatedAt }: Annotation, entry: AuditEntry): Promise<boolean> {
    const [changed] = await this.#db.batch([
      this.#db
        .update(annotations)
        .set({ day, text, updatedAt })
        .where(this.#mine(eq(annotations.id, id)))
        .returning({ id: annotations.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(annotations)
        .where(this.#mine(eq(annotations.id, id)))
        .returning({ id: annotations.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #mine(...conditions: SQL[]): SQL | undefined {
    return and(eq(annotations.workspaceId, this.workspaceId), ...conditions);
  }
}
