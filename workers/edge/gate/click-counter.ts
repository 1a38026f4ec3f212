/** Counts the clicks of one limited link: exactly `max` are granted, however many ask at once. */

export type Take = 'granted' | 'exhausted';

/** Granted clicks remembered by id, so that a caller who lost the answer may ask again without taking a second one. */
const REMEMBERED_GRANTS = 256;

export class ClickCounter {
  readonly #sql: SqlStorage;
  readonly #granted = new Set<string>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec('CREATE TABLE IF NOT EXISTS clicks (one INTEGER PRIMARY KEY CHECK (one = 1), used INTEGER NOT NULL)');
    sql.exec('INSERT OR IGNORE INTO clicks VALUES (1, 0)');
  }

  /** One statement decides and counts. The same click id is granted once. */
  take(clickId: string, max: number): Take {
    if (this.#granted.has(clickId)) return 'granted';
    const { rowsWritten } = this.#sql.exec('UPDATE clicks SET used = used + 1 WHERE used < ?', max);
    if (rowsWritten === 0) return 'exhausted';
    this.#granted.add(clickId);
    if (this.#granted.size > REMEMBERED_GRANTS) this.#granted.delete(this.#granted.values().next().value ?? '');
    return 'granted';
  }

  used(): number {
    return this.#sql.exec<{ used: number }>('SELECT used FROM clicks').one().used;
  }
}
