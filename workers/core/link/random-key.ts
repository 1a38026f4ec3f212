/** Random keys: short, easy to read aloud, never a word, and growing when a length fills up. */

/**
 * Without vowels, `y`, and the digits that stand for them (0 1 3 4), no word of any length can be spelled, in whatever language
 * is written in Latin letters; without `l` no character looks like another. Domains that fold case get the lower-case part.
 */
const LOWER = '256789bcdfghjkmnpqrstvwxz';
const MIXED = `${LOWER}BCDFGHJKMNPQRSTVWXZ`;
/** What is still read as a slur or an insult without its vowels, or as a code for one. */
const UNWELCOME =
  /88|bdsm|btch|cck|cnt|crp|dck|fck|fgt|fkk|hh|kkk|ngg|ngr|nzs|prn|pss|rtrd|sht|slt|ss|stfu|twt|whr|wtf/i;
/** Tries at one length before the next: at half a length's names taken, three misses in a row happen once in eight. */
const TRIES_PER_LENGTH = 3;
/** Tries in all; by then the key is three characters longer and a free name is certain in practice. */
export const MAX_KEY_TRIES = 12;
/** A long key holds an unwelcome run more often than not; beyond this length a run does not stand out. */
const MAX_WATCHED_CHARS = 16;

/** Length of the random part at a try (from 0): grows by one after every TRIES_PER_LENGTH tries. */
export function lengthAtTry(startLength: number, attempt: number): number {
  return startLength + Math.floor(attempt / TRIES_PER_LENGTH);
}

/** `length` characters, each uniform among keys without an unwelcome run. */
export function randomKey(
  length: number,
  caseSensitive: boolean,
  randomBytes: (count: number) => Uint8Array = secureBytes,
): string {
  const alphabet = caseSensitive ? MIXED : LOWER;
  for (;;) {
    const key = draw(length, alphabet, randomBytes);
    if (length > MAX_WATCHED_CHARS || !UNWELCOME.test(key)) return key;
  }
}

/** Bytes that would favour some characters are thrown away. */
function draw(length: number, alphabet: string, randomBytes: (count: number) => Uint8Array): string {
  const limit = 256 - (256 % alphabet.length);
  let key = '';
  while (key.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < limit && key.length < length) key += alphabet.charAt(byte % alphabet.length);
    }
  }
  return key;
}

function secureBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
