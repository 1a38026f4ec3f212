/** Limits guesses at one link's password: few per visitor, many in all, each within a window. */

export const WINDOW_MS = 300_000;
/** Enough for typing mistakes. */
export const ATTEMPTS_PER_VISITOR = 5;
/** Against guessing from many networks at once; high enough that one guesser cannot lock everybody out cheaply. */
export const ATTEMPTS_IN_ALL = 300;
const EVERYBODY = '*';

export class AttemptLimiter {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      'CREATE TABLE IF NOT EXISTS attempts (visitor TEXT PRIMARY KEY, until INTEGER NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID',
    );
  }

  /** Counts an attempt before it is checked. Returns 0 when it may go on, else the milliseconds to wait. */
  begin(visitor: string, now: number): number {
    this.#sql.exec('DELETE FROM attempts WHERE until <= ?', now);
    const wait = Math.max(
      this.#waitOf(visitor, ATTEMPTS_PER_VISITOR, now),
      this.#waitOf(EVERYBODY, ATTEMPTS_IN_ALL, now),
    );
    if (wait > 0) return wait;
    for (const name of [visitor, EVERYBODY]) {
      this.#sql.exec(
        'INSERT INTO attempts (visitor, until, made) VALUES (?1, ?2, 1) ON CONFLICT (visitor) DO UPDATE SET made = made + 1',
        name,
        now + WINDOW_MS,
      );
    }
    return 0;
  }

  /** The visitor knew the password: earlier mistakes are forgiven. */
  succeed(visitor: string): void {
    this.#sql.exec('DELETE FROM attempts WHERE visitor = ?', visitor);
  }

  #waitOf(name: string, limit: number, now: number): number {
    const [row] = this.#sql
      .exec<{ until: number; made: number }>('SELECT until, made FROM attempts WHERE visitor = ?', name)
      .toArray();
    return row && row.made >= limit ? row.until - now : 0;
  }
}
