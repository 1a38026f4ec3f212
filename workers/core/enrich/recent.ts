/** A bounded memory of answers: the least recently asked goes first. */

export class Recent<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #limit: number;

  /** @param limit entries kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The remembered answer, or the one `make` gives now. */
  get(key: string, make: (key: string) => Value): Value {
    const known = this.#entries.get(key);
    const value = known ?? make(key);
    if (known !== undefined) this.#entries.delete(key);
    else if (this.#entries.size >= this.#limit) this.#forgetOldest();
    this.#entries.set(key, value);
    return value;
  }

  get size(): number {
    return this.#entries.size;
  }

  #forgetOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
