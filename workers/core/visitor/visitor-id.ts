/** The cookieless daily visitor id: a keyed hash that nobody can reverse or carry over to the next day. */
import { type HmacKey, hmacKey, hmacSha256 } from '../hash/hmac-sha256.ts';

const encoder = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** 64 bits: 16 hex digits, what ClickHouse stores as UInt64. */
const VISITOR_BYTES = 8;

/** The HMAC key of a day from its salt (base64 of 32 random bytes). Throws on text that is not base64. */
export function importSalt(base64: string): HmacKey {
  return hmacKey(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** First 64 bits of HMAC-SHA-256(salt, workspaceId ‖ ip ‖ ua) as 16 hex digits. Parts are divided by newlines, which none can hold. */
export function visitorId(salt: HmacKey, workspaceId: string, ip: string, ua: string): string {
  const mac = hmacSha256(salt, encoder.encode(`${workspaceId}\n${ip}\n${ua}`));
  let id = '';
  for (let i = 0; i < VISITOR_BYTES; i++) id += HEX[mac[i] ?? 0] ?? '';
  return id;
}

/** The UTC day whose salt counts at this moment, e.g. `2026-11-21`. */
export function saltDay(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
