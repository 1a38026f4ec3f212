/** Counts sign-in and sign-up attempts within a window, in one atomic statement, whatever isolate serves them. */
import { lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { attempts } from '../d1/schema/control.ts';

export interface AttemptRule {
  /** Seconds. */
  window: number;
  /** Attempts let through per window. */
  max: number;
}

export class Attempts {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  /** `retryAfter` in seconds when refused, null when allowed. Refused attempts do not lengthen the wait. */
  async consume(
    key: string,
    rule: AttemptRule,
    nowMs: number = Date.now(),
  ): Promise<{ allowed: boolean; retryAfter: number | null }> {
    const resetsAt = nowMs + rule.window * 1_000;
    const expired = sql`${attempts.resetsAt} <= ${nowMs}`;
    const [, counted] = await this.#db.batch([
      this.#db.delete(attempts).where(lt(attempts.resetsAt, nowMs)),
      this.#db
        .insert(attempts)
        .values({ key, count: 1, resetsAt })
        .onConflictDoUpdate({
          target: attempts.key,
          set: {
            count: sql`CASE WHEN ${expired} THEN 1 ELSE ${attempts.count} + 1 END`,
            resetsAt: sql`CASE WHEN ${expired} THEN ${resetsAt} ELSE ${attempts.resetsAt} END`,
          },
        })
        .returning({ count: attempts.count, resetsAt: attempts.resetsAt }),
    ]);
    const row = counted[0];
    if (!row || row.count <= rule.max) return { allowed: true, retryAfter: null };
    return { allowed: false, retryAfter: Math.max(1, Math.ceil((row.resetsAt - nowMs) / 1_000)) };
  }
}
