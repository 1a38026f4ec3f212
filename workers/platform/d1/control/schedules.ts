/** Reports by mail in the control database: of one workspace, and those that are due, of all. */
import type { SQL } from 'drizzle-orm';
import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Mail } from '#core/mail/mail.ts';
import { type DueSchedules, MAX_SCHEDULES, type Schedule, type ScheduleStore } from '#core/schedule/schedule.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';
import { auditLog, unsentMails } from '../schema/control.ts';
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
    const { name, cadence, hour, zone, recipients, filters, paused, nextAt, createdBy, seesAll, updatedAt } = after;
    const [changed] = await this.#db.batch([
      this.#db
        .update(reportSchedules)
        .set({ name, cadence, hour, zone, recipients, filters, paused, nextAt, createdBy, seesAll, updatedAt })
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

  async handOver(id: string, mails: Mail[], entry: AuditEntry, nowMs: number): Promise<boolean> {
    const isMine = sql`EXISTS (SELECT 1 FROM ${reportSchedules} WHERE ${this.#mine(eq(reportSchedules.id, id))})`;
    const [first, ...others] = mails.map((mail) => keepMail(this.#db, mail, isMine, nowMs));
    if (!first) return false;
    const [kept] = await this.#db.batch([first, ...others, insertWhenChanged(this.#db, auditLog, entry)]);
    return kept.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #mine(...conditions: SQL[]): SQL | undefined {
    return and(eq(reportSchedules.workspaceId, this.workspaceId), ...conditions);
  }
}

/** Under one id it is kept once. */
function keepMail(db: DrizzleD1Database, { to, ...mail }: Mail, condition: SQL, nowMs: number) {
  const row = { ...mail, recipient: to, attempts: 0, nextTryAt: nowMs, createdAt: nowMs };
  return insertWhere(db, unsentMails, row, condition).onConflictDoNothing().returning({ id: unsentMails.id });
}

export class D1DueSchedules implements DueSchedules {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  due(nowMs: number, limit: number): Promise<Schedule[]> {
    return this.#db
      .select()
      .from(reportSchedules)
      .where(and(eq(reportSchedules.paused, false), lte(reportSchedules.nextAt, nowMs)))
      .orderBy(asc(reportSchedules.nextAt))
      .limit(limit)
      .all();
  }

  async settle({ id, nextAt: claimed }: Schedule, mails: Mail[], nextAt: number, nowMs: number): Promise<boolean> {
    const db = this.#db;
    const stands = and(eq(reportSchedules.id, id), eq(reportSchedules.nextAt, claimed));
    // Only while the schedule stands where it was read: a mail that has been handed over is not written a second time.
    const isMine = sql`EXISTS (SELECT 1 FROM ${reportSchedules} WHERE ${stands})`;
    const moveOn = db.update(reportSchedules).set({ nextAt }).where(stands).returning({ id: reportSchedules.id });
    const handOver = mails.map((mail) => keepMail(db, mail, isMine, nowMs));
    const [first, ...others] = [...handOver, moveOn];
    const results = await db.batch([first ?? moveOn, ...others]);
    return (results.at(-1)?.length ?? 0) > 0;
  }

  byId(id: string): Promise<Schedule | undefined> {
    return this.#db.select().from(reportSchedules).where(eq(reportSchedules.id, id)).get();
  }

  async unsubscribe(id: string, address: string, entry: AuditEntry): Promise<void> {
    const db = this.#db;
    const { unsubscribed } = reportSchedules;
    const isOn = sql`NOT EXISTS (SELECT 1 FROM json_each(${unsubscribed}) WHERE value = ${address})`;
    await db.batch([
      db
        .update(reportSchedules)
        .set({ unsubscribed: sql`json_insert(${unsubscribed}, '$[#]', ${address})` })
        .where(and(eq(reportSchedules.id, id), isOn)),
      insertWhenChanged(db, auditLog, entry),
    ]);
  }
}
