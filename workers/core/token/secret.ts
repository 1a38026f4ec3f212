/** API tokens as secrets: how they are made, and the only form in which they are stored. */

const PREFIX = 'hop_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 40 × log2(62) ≈ 238 bits: guessing is not a threat, so a fast hash is enough. */
const SECRET_CHARS = 40;
/** Bounds of what is worth asking the store about. */
const MIN_SECRET_CHARS = 32;
const MAX_SECRET_CHARS = 64;
/** Prefix and four characters: enough to tell one's tokens apart. */
const START_CHARS = 8;
const TOKEN = new RegExp(`^${PREFIX}[0-9A-Za-z]{${MIN_SECRET_CHARS},${MAX_SECRET_CHARS}}$`);

export interface NewToken {
  token: string;
  /** SHA-256 in hex. */
  hash: string;
  start: string;
}

export async function newToken(): Promise<NewToken> {
  let secret = '';
  const limit = 256 - (256 % ALPHABET.length);
  while (secret.length < SECRET_CHARS) {
    for (const byte of crypto.getRandomValues(new Uint8Array(SECRET_CHARS))) {
      if (byte < limit && secret.length < SECRET_CHARS) secret += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return describeToken(PREFIX + secret);
}

/** A token with what is stored about it. */
export async function describeToken(token: string): Promise<NewToken> {
  return { token, hash: await hashToken(token), start: token.slice(0, START_CHARS) };
}

/** True when the text has the form of a token; anything else is refused without asking the store. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
