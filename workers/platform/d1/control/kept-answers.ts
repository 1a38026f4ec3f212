/** Answers kept for repeated requests, in the control database. */
import { drizzle } from 'drizzle-orm/d1';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { keptAnswers } from '../schema/control.ts';

/** A request with the same key comes within a day or is a new one. */
const KEEP_MS = 24 * 3_600_000;
/** A request that has not answered after this has died, and may be tried again. */
const STALE_MS = 2 * 60_000;

export type Claim =
  | { state: 'mine' }
  | { state: 'under way' | 'other request' }
  | { state: 'answered'; status: number; answer: string | null };

export class KeptAnswers {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  /** Of any number of requests with one id exactly one gets `mine`, and then has to call `keep` or `forget`. */
  async claim(id: string, fingerprint: string, nowMs: number): Promise<Claim> {
    const db = this.#db;
    const isMineAgain = sql`${keptAnswers.status} IS NULL AND ${keptAnswers.startedAt} < ${nowMs - STALE_MS} AND ${keptAnswers.fingerprint} = ${fingerprint}`;
    const [, taken, found] = await db.batch([
      db.delete(keptAnswers).where(lt(keptAnswers.startedAt, nowMs - KEEP_MS)),
      db
        .insert(keptAnswers)
        .values({ id, fingerprint, startedAt: nowMs })
        .onConflictDoUpdate({
          target: keptAnswers.id,
          set: { startedAt: nowMs },
          setWhere: isMineAgain,
        })
        .returning({ id: keptAnswers.id }),
      db.select().from(keptAnswers).where(eq(keptAnswers.id, id)),
    ]);
    if (taken.length > 0) return { state: 'mine' };
    const row = found[0];
    if (row?.fingerprint !== fingerprint) return { state: 'other request' };
    if (row.status === null) return { state: 'under way' };
    return { state: 'answered', status: row.status, answer: row.answer };
  }

  /** `answer` null: too large to keep. */
  async keep(id: string, status: number, answer: string | null): Promise<void> {
    await this.#db.update(keptAnswers).set({ status, answer }).where(eq(keptAnswers.id, id)).run();
  }

  /** For a request that failed without doing anything: the next one with this id runs. */
  async forget(id: string): Promise<void> {
    await this.#db
      .delete(keptAnswers)
      .where(and(eq(keptAnswers.id, id), isNull(keptAnswers.status)))
      .run();
  }
}
