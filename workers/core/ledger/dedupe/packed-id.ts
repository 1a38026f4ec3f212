/** Event ids as four 32-bit words: a quarter of the memory of text, and compared without allocating. */

/** 32-bit words of one packed id. */
export const ID_WORDS = 4;

/** Writes the UUID's 128 bits to `words[at..at+3]`, most significant first. `uuid` must be canonical. */
export function packId(uuid: string, words: Uint32Array, at: number): void {
  words[at] = Number.parseInt(uuid.slice(0, 8), 16);
  words[at + 1] = Number.parseInt(uuid.slice(9, 13) + uuid.slice(14, 18), 16);
  words[at + 2] = Number.parseInt(uuid.slice(19, 23) + uuid.slice(24, 28), 16);
  words[at + 3] = Number.parseInt(uuid.slice(28), 16);
}

/** Packs all ids, in order. */
export function packIds(uuids: readonly string[]): Uint32Array {
  const words = new Uint32Array(uuids.length * ID_WORDS);
  for (const [index, uuid] of uuids.entries()) packId(uuid, words, index * ID_WORDS);
  return words;
}

/** 32 well-mixed bits of the id at `at` (murmur3's mixing); ids made by a counter spread as well as random ones. */
export function hashId(words: Uint32Array, at: number, seed: number): number {
  let h = seed;
  for (let word = at; word < at + ID_WORDS; word++) {
    h = Math.imul(h ^ Math.imul(words[word] ?? 0, 0xcc9e2d51), 0x1b873593);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  }
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The id's first 48 bits: for UUIDv7 its Unix milliseconds, for others merely a number. */
export function idPrefix(words: Uint32Array, at: number): number {
  return (words[at] ?? 0) * 0x10000 + ((words[at + 1] ?? 0) >>> 16);
}

export function sameId(a: Uint32Array, atA: number, b: Uint32Array, atB: number): boolean {
  return a[atA] === b[atB] && a[atA + 1] === b[atB + 1] && a[atA + 2] === b[atB + 2] && a[atA + 3] === b[atB + 3];
}

/** A view on stored bytes; copies only when they are not aligned to words. */
export function wordsOf(bytes: ArrayBuffer | Uint8Array): Uint32Array {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const aligned = view.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0 ? view : view.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / Uint32Array.BYTES_PER_ELEMENT);
}
