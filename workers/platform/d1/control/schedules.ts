/** Reports by mail in the control database: of one workspace, and those that are due, of all. */
import type { SQL } from 'drizzle-orm';
import { and, asc, desc, eq, lte } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Mail } from '#core/mail/mail.ts';
import { type DueSchedules, MAX_SCHEDULES, type Schedule, type ScheduleStore } from '#core/schedule/schedule.ts';
import { insertWhenChanged } from '../insert-where.ts';
import { auditLog } from '../schema/control.ts';
import { reportSchedules } from '../schema/reports.ts';

export class WorkspaceSchedules implements ScheduleStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A schedule store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  all(): Promise<Schedule[]> {
    return this.#db
      .select()
      .from(reportSchedules)
      .where(this.#mine())
      .orderBy(desc(reportSchedules.createdAt), desc(reportSchedules.id))
      .limit(MAX_SCHEDULES)
      .all();
  }

  find(id: string): Promise<Schedule | undefined> {
    return this.#db
      .select()
      .from(reportSchedules)
      .where(this.#mine(eq(reportSchedules.id, id)))
      .get();
  }

  async insert(schedule: Schedule, entry: AuditEntry): Promise<void> {
    const row = { ...schedule, workspaceId: this.workspaceId };
    await this.#db.batch([this.#db.insert(reportSchedules).values(row), this.#db.insert(auditLog).values(entry)]);
  }

  async update(after: Schedule, entry: AuditEntry): Promise<boolean> {
    const { name, cadence, hour, zone, recipients, filters, paused, nextAt, updatedAt } = after;
    const [changed] = await this.#db.batch([
      this.#db
        .update(reportSchedules)
        .set({ name, cadence, hour, zone, recipients, filters, paused, nextAt, updatedAt })
        .where(this.#mine(eq(reportSchedules.id, after.id)))
        .returning({ id: reportSchedules.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(reportSchedules)
        .where(this.#mine(eq(reportSchedules.id, id)))
        .returning({ id: reportSchedules.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #mine(...conditions: SQL[]): SQL | undefined {
    return and(eq(reportSchedules.workspaceId, this.workspaceId), ...conditions);
  }
}

/** Only while the schedule stands where it was read: a mail that has been handed over is not written a second time. */
const HAND_OVER = `INSERT INTO unsent_mails (id, recipient, subject, text, html, attempts, next_try_at, created_at)
SELECT ?1, ?2, ?3, ?4, ?5, 0, ?6, ?6 WHERE EXISTS (SELECT 1 FROM report_schedules WHERE id = ?7 AND next_at = ?8)
ON CONFLICT DO NOTHING`;
const MOVE_ON = 'UPDATE report_schedules SET next_at = ?2 WHERE id = ?1 AND next_at = ?3 RETURNING id';
const UNSUBSCRIBE = `UPDATE report_schedules SET unsubscribed = CASE
  WHEN EXISTS (SELECT 1 FROM json_each(unsubscribed) WHERE value = ?2) THEN unsubscribed
  ELSE json_insert(unsubscribed, '$[#]', ?2) END
WHERE id = ?1 RETURNING name`;

export class D1DueSchedules implements DueSchedules {
  readonly #control: D1Database;

  constructor(control: D1Database) {
    this.#control = control;
  }

  due(nowMs: number, limit: number): Promise<Schedule[]> {
    return drizzle(this.#control)
      .select()
      .from(reportSchedules)
      .where(and(eq(reportSchedules.paused, false), lte(reportSchedules.nextAt, nowMs)))
      .orderBy(asc(reportSchedules.nextAt))
      .limit(limit)
      .all();
  }

  async settle({ id, nextAt: claimed }: Schedule, mails: Mail[], nextAt: number, nowMs: number): Promise<boolean> {
    const control = this.#control;
    const handOver = mails.map((mail) =>
      control.prepare(HAND_OVER).bind(mail.id, mail.to, mail.subject, mail.text, mail.html, nowMs, id, claimed),
    );
    const results = await control.batch([...handOver, control.prepare(MOVE_ON).bind(id, nextAt, claimed)]);
    return (results.at(-1)?.results.length ?? 0) > 0;
  }

  async unsubscribe(id: string, address: string): Promise<string | undefined> {
    const row = await this.#control.prepare(UNSUBSCRIBE).bind(id, address).first<{ name: string }>();
    return row?.name;
  }
}
