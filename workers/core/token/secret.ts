/** API tokens as secrets: how they are made, and the only form in which they are stored. */
import { sha256Hex } from '../hash/sha256-hex.ts';
import type { TokenKind } from './token.ts';

/** Publishable keys say so, so that a leaked one can be told from a leak. */
const PREFIX: Record<TokenKind, string> = { secret: 'hop_', publishable: 'hop_pk_' };
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 40 × log2(62) ≈ 238 bits: guessing is not a threat, so a fast hash is enough. */
const SECRET_CHARS = 40;
/** Bounds of what is worth asking the store about. */
const MIN_SECRET_CHARS = 32;
const MAX_SECRET_CHARS = 64;
/** Behind the prefix: enough to tell one's tokens apart. */
const START_CHARS = 4;
const TOKEN = new RegExp(`^hop_(?:pk_)?[0-9A-Za-z]{${MIN_SECRET_CHARS},${MAX_SECRET_CHARS}}$`);

export interface NewToken {
  token: string;
  /** SHA-256 in hex. */
  hash: string;
  start: string;
}

export async function newToken(kind: TokenKind): Promise<NewToken> {
  let secret = '';
  const limit = 256 - (256 % ALPHABET.length);
  while (secret.length < SECRET_CHARS) {
    for (const byte of crypto.getRandomValues(new Uint8Array(SECRET_CHARS))) {
      if (byte < limit && secret.length < SECRET_CHARS) secret += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  const token = PREFIX[kind] + secret;
  return { token, hash: await hashToken(token), start: token.slice(0, PREFIX[kind].length + START_CHARS) };
}

/** True when the text has the form of a token; anything else is refused without asking the store. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

export function hashToken(token: string): Promise<string> {
  return sha256Hex(token);
}
