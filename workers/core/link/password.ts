/** Link passwords: hashed slowly with a salt of their own, compared in constant time. */

/** The most that Workers' WebCrypto allows: about 30 ms of CPU for each guess. */
const ITERATIONS = 100_000;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** People do not type more; PBKDF2 would hash any length. */
export const MAX_PASSWORD_CHARS = 190;

const SCHEME = 'pbkdf2-sha256';
const HASH_TEXT = /^pbkdf2-sha256\$(\d{1,6})\$([A-Za-z0-9+/=]{8,64})\$([A-Za-z0-9+/=]{24,128})$/;
const encoder = new TextEncoder();

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

async function derive(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  length: number,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', encoder.encode(password.normalize('NFC')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, length * 8),
  );
}

/** e.g. `pbkdf2-sha256$100000$<salt>$<hash>`, salt and hash in base64: the parameters travel with the hash. */
export async function hashPassword(
  password: string,
  salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
): Promise<string> {
  return `${SCHEME}$${ITERATIONS}$${toBase64(salt)}$${toBase64(await derive(password, salt, ITERATIONS, HASH_BYTES))}`;
}

/** False for a wrong password and for a hash that cannot be read. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = HASH_TEXT.exec(stored);
  const [, iterations = '', salt = '', hash = ''] = match ?? [];
  if (!match || password.length > MAX_PASSWORD_CHARS || Number(iterations) < 1 || Number(iterations) > ITERATIONS)
    return false;
  try {
    const wanted = fromBase64(hash);
    return isEqual(await derive(password, fromBase64(salt), Number(iterations), wanted.length), wanted);
  } catch {
    return false;
  }
}

/** Takes the same time wherever the first difference is. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
