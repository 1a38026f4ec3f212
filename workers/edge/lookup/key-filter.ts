/** A Bloom filter over the keys of one domain: says "certainly not" or "perhaps". */
import { hash32 } from '#core/hash/fnv1a.ts';

/** 2^20 bits = 128 KB: at FILTER_KEYS keys 26 bits each, so fewer than one unknown key in 10 000 passes. */
const BITS = 2 ** 20;
const PROBES = 4;
/** Keys one filter is made for. Larger domains get a filter of their recent keys only. */
export const FILTER_KEYS = 40_000;

export class KeyFilter {
  readonly #words = new Uint32Array(BITS / 32);

  add(key: string): void {
    const first = hash32(key);
    const step = hash32(`~${key}`) | 1;
    for (let i = 0; i < PROBES; i++) {
      const bit = (first + Math.imul(i, step)) & (BITS - 1);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  mayHave(key: string): boolean {
    const first = hash32(key);
    const step = hash32(`~${key}`) | 1;
    for (let i = 0; i < PROBES; i++) {
      const bit = (first + Math.imul(i, step)) & (BITS - 1);
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}
