/** The cookie by which a link remembers who knew its password. The key is the password's hash: a new password forgets everybody. */

/** Half a day: a working day with one typing. */
export const UNLOCK_SECONDS = 43_200;
const TOKEN = /^(\d{1,12})\.([A-Za-z0-9_-]{43})$/;
const encoder = new TextEncoder();

function keyOf(passwordHash: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encoder.encode(passwordHash), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}

const messageOf = (linkId: string, expiresAtSeconds: string): Uint8Array =>
  encoder.encode(`unlock\n${linkId}\n${expiresAtSeconds}`);

/** `{expiry in Unix seconds}.{HMAC-SHA-256 in base64url}`, bound to the link and its present password. */
export async function signUnlock(linkId: string, passwordHash: string, nowMs: number): Promise<string> {
  const expires = String(Math.floor(nowMs / 1000) + UNLOCK_SECONDS);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(passwordHash), messageOf(linkId, expires)));
  const text = btoa(String.fromCharCode(...mac))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return `${expires}.${text}`;
}

/** True for an unexpired token of this link and this password. WebCrypto compares in constant time. */
export async function verifyUnlock(
  token: string,
  linkId: string,
  passwordHash: string,
  nowMs: number,
): Promise<boolean> {
  const [, expires, text] = TOKEN.exec(token) ?? [];
  if (!expires || !text || Number(expires) * 1000 <= nowMs) return false;
  const mac = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return crypto.subtle.verify('HMAC', await keyOf(passwordHash), mac, messageOf(linkId, expires));
}
