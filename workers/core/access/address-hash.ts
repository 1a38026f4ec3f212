/** What the audit log keeps of an address: enough to see that two changes came from one place, not enough to know which. */
import { type HmacKey, hmacKey, hmacSha256 } from '../hash/hmac-sha256.ts';

const PURPOSE = 'hopline audit address';
/** 64 bits tell the addresses of a workspace's members apart. */
const HASH_BYTES = 8;

/** @param secret without it, the few billion IPv4 addresses could all be tried. */
export function addressHasher(secret: string): (address: string) => string {
  const encoder = new TextEncoder();
  const key: HmacKey = hmacKey(encoder.encode(`${PURPOSE} ${secret}`));
  return (address) =>
    Array.from(hmacSha256(key, encoder.encode(address)).subarray(0, HASH_BYTES), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
}
