/** What the audit log keeps of an address: enough to see that two changes came from one place, not enough to know which. */
import { type HmacKey, hmacKey, hmacSha256 } from '../hash/hmac-sha256.ts';
import { hexOfWords } from '../hash/sha256-hex.ts';

const PURPOSE = 'hopline audit address';
/** Of 32 bits: 64 tell the addresses of a workspace's members apart. */
const HASH_WORDS = 2;

/** @param secret without it, the few billion IPv4 addresses could all be tried. */
export function addressHasher(secret: string): (address: string) => string {
  const encoder = new TextEncoder();
  const key: HmacKey = hmacKey(encoder.encode(`${PURPOSE} ${secret}`));
  return (address) => hexOfWords(hmacSha256(key, encoder.encode(address)).subarray(0, HASH_WORDS));
}
