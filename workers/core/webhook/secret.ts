/** Signing secrets of webhooks and the signatures made with them. */
import { hmacSha256Hex } from './hmac.ts';

const PREFIX = 'whsec_';
/** 256 bits, as long as the hash. */
const SECRET_BYTES = 32;

export function newWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return PREFIX + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Headers of a delivery. `Dub-Signature` is the field's: hex HMAC-SHA-256 of the body. `Hopline-Signature` also covers the time, so
 * that a receiver can refuse an old delivery sent again by somebody else: `t={Unix seconds},v1={HMAC of "{t}.{body}"}`.
 */
export async function signatureHeaders(secret: string, body: string, nowMs: number): Promise<Record<string, string>> {
  const seconds = Math.floor(nowMs / 1_000);
  const [plain, timed] = await Promise.all([hmacSha256Hex(secret, body), hmacSha256Hex(secret, `${seconds}.${body}`)]);
  return { 'dub-signature': plain, 'hopline-signature': `t=${seconds},v1=${timed}` };
}
