/** Rows of statements that were answered lately, in the memory of one isolate. Keys name the data's version, so nothing has to be thrown out by name. */

/** What a version does not tell, such as a repaired rollup, is seen after this long. */
export const ANSWER_TTL_MS = 60_000;
/** An isolate has 128 MB for everything. A row of a report weighs about 300 bytes. */
const MAX_ROWS_HELD = 50_000;
/** Larger answers are pages that nobody asks for twice. */
const MAX_ROWS_PER_ANSWER = 5_000;

interface Held<Answer> {
  answer: Answer;
  rows: number;
  until: number;
}

export class AnswerCache<Answer> {
  readonly #now: () => number;
  /** The one used longest ago first. */
  readonly #held = new Map<string, Held<Answer>>();
  #rows = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Answer | undefined {
    const held = this.#held.get(key);
    if (!held) return undefined;
    this.#drop(key, held);
    // Also when the clock was set back: then nobody knows how old it is.
    const rest = held.until - this.#now();
    if (rest <= 0 || rest > ANSWER_TTL_MS) return undefined;
    this.#keep(key, held);
    return held.answer;
  }

  /** @param rows what it weighs. */
  set(key: string, answer: Answer, rows: number): void {
    if (rows > MAX_ROWS_PER_ANSWER) return;
    const before = this.#held.get(key);
    if (before) this.#drop(key, before);
    this.#keep(key, { answer, rows: rows + 1, until: this.#now() + ANSWER_TTL_MS });
    for (const [oldest, held] of this.#held) {
      if (this.#rows <= MAX_ROWS_HELD) break;
      this.#drop(oldest, held);
    }
  }

  #keep(key: string, held: Held<Answer>): void {
    this.#held.set(key, held);
    this.#rows += held.rows;
  }

  #drop(key: string, held: Held<Answer>): void {
    this.#held.delete(key);
    this.#rows -= held.rows;
  }
}
