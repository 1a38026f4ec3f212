import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacKey, hmacSha256 } from './hmac-sha256.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const hexOf = (words: Int32Array): string =>
  [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function webCrypto(secret: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, message)));
}

describe('hmacSha256', () => {
  it.each([
    ['0b'.repeat(20), '4869205468657265', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      '4a656665',
      '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      'aa'.repeat(131),
      hex(utf8('Test Using Larger Than Block-Size Key - Hash Key First')),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('gives the answers of RFC 4231', (secret, message, mac) => {
    const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    expect(hexOf(hmacSha256(hmacKey(bytes(secret)), bytes(message)))).toBe(mac);
  });

  it('agrees with WebCrypto on every key and message, across all block borders', async () => {
    const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 300, size: 'max' });
    await fc.assert(
      fc.asyncProperty(bytes(1), bytes(0), async (secret, message) => {
        expect(hexOf(hmacSha256(hmacKey(secret), message))).toBe(
          await webCrypto(new Uint8Array(secret), new Uint8Array(message)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what stands behind the length', () => {
    const key = hmacKey(utf8('secret'));
    expect(hexOf(hmacSha256(key, utf8('message and more'), 7))).toBe(hexOf(hmacSha256(key, utf8('message'))));
  });
});
