/** Random keys: short, easy to read aloud, and growing when a length fills up. */

/** Without look-alikes (0 o 1 l i); domains that fold case get the lower-case half. */
const LOWER = '23456789abcdefghjkmnpqrstuvwxyz';
const MIXED = `${LOWER}ABCDEFGHJKLMNPQRSTUVWXYZ`;
/** Tries at one length before the next: at half a length's names taken, three misses in a row happen once in eight. */
const TRIES_PER_LENGTH = 3;
/** Tries in all; by then the key is three characters longer and a free name is certain in practice. */
export const MAX_KEY_TRIES = 12;

/** Length of the random part at a try (from 0): grows by one after every TRIES_PER_LENGTH tries. */
export function lengthAtTry(startLength: number, attempt: number): number {
  return startLength + Math.floor(attempt / TRIES_PER_LENGTH);
}

/** `length` characters, each uniform: bytes that would favour some characters are thrown away. */
export function randomKey(
  length: number,
  caseSensitive: boolean,
  randomBytes: (count: number) => Uint8Array = secureBytes,
): string {
  const alphabet = caseSensitive ? MIXED : LOWER;
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
