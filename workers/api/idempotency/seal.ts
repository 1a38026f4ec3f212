/** Seals a kept answer so that only the holder of the Idempotency-Key can have it again: answers may hold secrets shown once. */

const encoder = new TextEncoder();
const IV_BYTES = 12;

/** What of an answer is repeated. */
export interface SealedAnswer {
  /** Header names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** AES-256-GCM under HMAC(secret, text); every text is used for one answer only. */
async function keyOf(secret: string, text: string): Promise<CryptoKey> {
  const hmac = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const bytes = await crypto.subtle.sign('HMAC', hmac, encoder.encode(`kept answer ${text}`));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** In base64: bytes come back from D1 as lists of numbers, four times as large. */
export async function seal(secret: string, text: string, answer: SealedAnswer): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = encoder.encode(JSON.stringify(answer));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(secret, text), plain);
  const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(sealed), IV_BYTES);
  return toBase64(bytes);
}

/** Throws when the answer was sealed under another text or secret. */
export async function unseal(secret: string, text: string, sealed: string): Promise<SealedAnswer> {
  const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0));
  const iv = bytes.slice(0, IV_BYTES);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(secret, text), bytes.slice(IV_BYTES));
  return JSON.parse(new TextDecoder().decode(plain)) as SealedAnswer;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
