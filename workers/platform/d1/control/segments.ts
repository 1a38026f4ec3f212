/** Saved segments of one workspace in the control database. */
import type { SQL } from 'drizzle-orm';
import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { MAX_SEGMENTS, type Segment, type SegmentStore } from '#core/segment/segment.ts';
import type { SegmentFilters } from '#core/segment/wire.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog, segments } from '../schema/control.ts';
import { violatedColumn } from '../unique.ts';

export class WorkspaceSegments implements SegmentStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A segment store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  async all(): Promise<Segment[]> {
    const rows = await this.#db
      .select()
      .from(segments)
      .where(this.#mine())
      .orderBy(asc(segments.name))
      .limit(MAX_SEGMENTS)
      .all();
    return rows.map(toSegment);
  }

  async find(id: string): Promise<Segment | undefined> {
    const row = await this.#db
      .select()
      .from(segments)
      .where(this.#mine(eq(segments.id, id)))
      .get();
    return row && toSegment(row);
  }

  insert(segment: Segment, entry: AuditEntry): Promise<boolean> {
    const row = { ...segment, workspaceId: this.workspaceId, filters: JSON.stringify(segment.filters) };
    return unlessTaken(async () => {
      await this.#db.batch([this.#db.insert(segments).values(row), this.#db.insert(auditLog).values(entry)]);
      return true;
    });
  }

  update({ id, name, filters, updatedAt }: Segment, entry: AuditEntry): Promise<boolean> {
    return unlessTaken(async () => {
      const [changed] = await this.#db.batch([
        this.#db
          .update(segments)
          .set({ name, filters: JSON.stringify(filters), updatedAt })
          .where(this.#mine(eq(segments.id, id)))
          .returning({ id: segments.id }),
        insertWhenChanged(this.#db, auditLog, entry),
      ]);
      return changed.length > 0;
    });
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(segments)
        .where(this.#mine(eq(segments.id, id)))
        .returning({ id: segments.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #mine(...conditions: SQL[]): SQL | undefined {
    return and(eq(segments.workspaceId, this.workspaceId), ...conditions);
  }
}

async function unlessTaken(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write();
  } catch (error) {
    if (violatedColumn(error) === 'segments.name') return false;
    throw error;
  }
}

function toSegment(row: typeof segments.$inferSelect): Segment {
  return { ...row, filters: JSON.parse(row.filters) as SegmentFilters };
}
