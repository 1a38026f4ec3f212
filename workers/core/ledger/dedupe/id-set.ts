/** An exact set of 128-bit ids in flat arrays: about 24 bytes per id, no objects for the collector to walk. */
import { hashId, ID_WORDS, sameId } from './packed-id.ts';

const SEED = 0x9747b28c;
const FIRST_CAPACITY = 1_024;
/** Slots per id of capacity; half-empty tables keep probes short. */
const SLOTS_PER_ID = 2;

export class IdSet {
  /** Ids in the order they were added. */
  #words = new Uint32Array(FIRST_CAPACITY * ID_WORDS);
  /** Open addressing with linear probing: index of the id plus one, 0 for free. */
  #slots = new Uint32Array(FIRST_CAPACITY * SLOTS_PER_ID);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(words: Uint32Array, at: number): boolean {
    return this.#slots[this.#find(words, at)] !== 0;
  }

  /** False when the id was there already. */
  add(words: Uint32Array, at: number): boolean {
    if (this.#size * ID_WORDS === this.#words.length) this.#grow();
    const slot = this.#find(words, at);
    if (this.#slots[slot] !== 0) return false;
    this.#words.set(words.subarray(at, at + ID_WORDS), this.#size * ID_WORDS);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    return true;
  }

  addAll(words: Uint32Array): void {
    for (let at = 0; at < words.length; at += ID_WORDS) this.add(words, at);
  }

  /** All ids in the order added; a view that the next `add` may leave behind. */
  packed(): Uint32Array {
    return this.#words.subarray(0, this.#size * ID_WORDS);
  }

  /** The slot that holds the id, or the free one where it belongs. */
  #find(words: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashId(words, at, SEED) & mask;
    for (;;) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0 || sameId(this.#words, (entry - 1) * ID_WORDS, words, at)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const ids = this.packed();
    this.#words = new Uint32Array(ids.length * 2);
    this.#words.set(ids);
    this.#slots = new Uint32Array((ids.length / ID_WORDS) * 2 * SLOTS_PER_ID);
    for (let index = 0; index < this.#size; index++) this.#slots[this.#find(ids, index * ID_WORDS)] = index + 1;
  }
}
