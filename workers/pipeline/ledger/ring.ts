/** The newest entries of the log that are kept for live clients, whoever else needs them: which may go. */
import type { LedgerSql } from './sql.ts';

/** Positions given up before the list is copied without them. */
const COMPACT_AFTER = 4_096;

export class Ring {
  readonly #events: number;
  #entries: { seq: number; n: number }[];
  #first = 0;
  #held = 0;
  #floor = 0;

  /** @param events kept at least. */
  constructor(sql: LedgerSql, events: number) {
    this.#events = events;
    this.#entries = [];
    for (const entry of sql.all<{ seq: number; n: number }>('SELECT seq, n FROM log ORDER BY seq')) this.note(entry);
  }

  /** Entries up to here may go. */
  get floor(): number {
    return this.#floor;
  }

  note({ seq, n }: { seq: number; n: number }): void {
    this.#entries.push({ seq, n });
    this.#held += n;
    for (
      let oldest = this.#entries[this.#first];
      oldest && this.#held - oldest.n >= this.#events;
      oldest = this.#entries[this.#first]
    ) {
      this.#held -= oldest.n;
      this.#floor = oldest.seq;
      this.#first += 1;
    }
    if (this.#first < COMPACT_AFTER) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }
}
