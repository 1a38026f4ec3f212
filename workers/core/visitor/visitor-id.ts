/** The cookieless daily visitor id: a keyed hash that nobody can reverse or carry over to the next day. */
import { type HmacKey, hmacKey, hmacSha256 } from '../hash/hmac-sha256.ts';

const encoder = new TextEncoder();
/** Room for every id, address and user agent under their limits; what is longer gets room of its own. */
const scratch = new Uint8Array(4096);
/** 64 bits: what ClickHouse stores as UInt64. */
const HEX_PER_WORD = 8;

/** The HMAC key of a day from its salt (base64 of 32 random bytes). Throws on text that is not base64. */
export function importSalt(base64: string): HmacKey {
  return hmacKey(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** First 64 bits of HMAC-SHA-256(salt, workspaceId ‖ ip ‖ ua) as 16 hex digits. Parts are divided by newlines, which none can hold. */
export function visitorId(salt: HmacKey, workspaceId: string, ip: string, ua: string): string {
  const text = `${workspaceId}\n${ip}\n${ua}`;
  const ascii = writeAscii(text);
  const bytes = ascii ? scratch : encoder.encode(text);
  const mac = hmacSha256(salt, bytes, ascii ? text.length : bytes.length);
  return hexWord(mac[0] ?? 0) + hexWord(mac[1] ?? 0);
}

const hexWord = (word: number): string => (word >>> 0).toString(16).padStart(HEX_PER_WORD, '0');

/** Fills the scratch and says true, unless the text is not plain ASCII or too long for it. The encoder's call costs more than the loop. */
function writeAscii(text: string): boolean {
  if (text.length > scratch.length) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return false;
    scratch[i] = code;
  }
  return true;
}

/** The UTC day whose salt counts at this moment, e.g. `2026-11-21`. */
export function saltDay(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
