/** The time by which a ledger forgets ids: follows the clock on the wall, but never leaps and never goes back. */
import { MAX_CLOCK_STEP_MS } from '#core/ledger/limits.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql } from './sql.ts';

export class OwnClock {
  readonly #sql: LedgerSql;
  #at: number;
  #stored: number;

  /** @param first what it shows when it was never stored: Unix milliseconds, 0 for a ledger that has not counted anything. */
  constructor(sql: LedgerSql, first: number) {
    this.#sql = sql;
    this.#stored = readMeta(sql, 'clock', { at: 0 }).at;
    this.#at = this.#stored || first;
  }

  /** Unix milliseconds; 0 while nothing was ever counted. */
  get at(): number {
    return this.#at;
  }

  /** The first commit sets it. */
  startAt(now: number): void {
    if (this.#at === 0) this.#at = now;
  }

  /** One look at the wall. Stored once per hour passed, so that a ledger that is evicted between any two looks gets on as well. */
  follow(now: number): void {
    this.startAt(now);
    this.#at = Math.max(this.#at, Math.min(now, this.#at + MAX_CLOCK_STEP_MS));
    if (this.#at < this.#stored + MAX_CLOCK_STEP_MS) return;
    writeMeta(this.#sql, 'clock', { at: this.#at });
    this.#stored = this.#at;
  }
}
