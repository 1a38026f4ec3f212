/** A bounded map in two generations: when the young one is full it becomes the old one, and what nobody asked for is dropped. */

/** Weight is the entry's rough size in characters; it bounds memory where a count alone would not. */
export interface Weighted {
  weight: number;
}

export class GenerationCache<Value extends Weighted> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #youngWeight = 0;
  readonly #maxEntries: number;
  readonly #maxWeight: number;

  /** Bounds of one generation; the cache holds at most twice as much, plus one entry. */
  constructor(maxEntries: number, maxWeight: number) {
    this.#maxEntries = maxEntries;
    this.#maxWeight = maxWeight;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#old.delete(key);
      this.set(key, old);
    }
    return old;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#maxEntries || this.#youngWeight >= this.#maxWeight) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngWeight = 0;
    }
    this.#youngWeight += value.weight - (this.#young.get(key)?.weight ?? 0);
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#youngWeight -= this.#young.get(key)?.weight ?? 0;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
