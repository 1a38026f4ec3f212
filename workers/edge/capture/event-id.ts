/** Event ids, with random bytes drawn from the runtime by the thousand: one call each would cost as much as the rest of the id. */
import { uuidv7 } from '#core/id/uuidv7.ts';

const BYTES_PER_ID = 10;
const POOL_IDS = 128;

const pool = new Uint8Array(BYTES_PER_ID * POOL_IDS);
let next = pool.length;

/** A UUIDv7 of this moment. Every byte of the pool is used once. */
export function newEventId(nowMs: number): string {
  if (next === pool.length) {
    crypto.getRandomValues(pool);
    next = 0;
  }
  const offset = next;
  next += BYTES_PER_ID;
  return uuidv7(nowMs, pool, offset);
}
