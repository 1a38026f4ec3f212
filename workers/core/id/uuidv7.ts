/** UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits. Event ids; sortable by time of capture. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * @param nowMs Unix time in milliseconds, written into the first 48 bits.
 * @param random 10 random bytes from `offset` on; the version and variant bits in them are overwritten.
 */
export function uuidv7(
  nowMs: number,
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
  offset = 0,
): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0');
  const b = (index: number): string => HEX[random[offset + index] ?? 0] ?? '00';
  const version = HEX[0x70 | ((random[offset] ?? 0) & 0x0f)] ?? '70';
  const variant = HEX[0x80 | ((random[offset + 2] ?? 0) & 0x3f)] ?? '80';
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${b(1)}-${variant}${b(3)}-${b(4)}${b(5)}${b(6)}${b(7)}${b(8)}${b(9)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a canonical lower-case UUID of any version: what the ledger and ClickHouse accept as an event id. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Unix milliseconds at which a UUIDv7 was made. */
export function idTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
