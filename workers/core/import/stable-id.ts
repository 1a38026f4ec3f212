/** Ids that follow from what they stand for: the same line, or the same click, is the same thing however often it is imported. */
import { ID_PREFIX } from '../id/entity-id.ts';
import { uuidv7 } from '../id/uuidv7.ts';
import { hmacKey, hmacSha256 } from '../hash/hmac-sha256.ts';

/** Not a secret: it only keeps these ids apart from other hashes of the same text. */
const KEY = hmacKey(new TextEncoder().encode('hopline import'));

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A ULID: 48 bits of time in ten characters, 80 bits in sixteen. */
const TIME_CHARS = 10;

/** The link of one line of one import. */
export function linkIdOf(importId: string, line: number, startedAtMs: number): string {
  return `${ID_PREFIX.link}_${encodeTime(startedAtMs)}${encode80(digest(`${importId}\n${line}`))}`;
}

/** A click of the past: its moment, its link, and which of several at that moment it is. */
export function eventIdOf(linkId: string, atMs: number, mark: string, index: number): string {
  return uuidv7(atMs, digest(`${linkId}\n${atMs}\n${mark}\n${index}`));
}

function digest(text: string): Uint8Array {
  return new Uint8Array(hmacSha256(KEY, new TextEncoder().encode(text)).buffer);
}

function encodeTime(ms: number): string {
  let text = '';
  for (let rest = ms, at = 0; at < TIME_CHARS; at++, rest = Math.floor(rest / 32)) text = CROCKFORD[rest % 32] + text;
  return text;
}

/** Five bits a character. */
function encode80(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = 0; at < 16; at++, bits >>= 5n) text = CROCKFORD[Number(bits & 31n)] + text;
  return text;
}
