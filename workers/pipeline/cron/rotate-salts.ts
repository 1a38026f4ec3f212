/** Daily visitor salts: random, made a day ahead, gone 48 hours after their day. Nobody can recompute a visitor id after that. */
import { saltKvKey } from '#core/route/keys.ts';

const DAY_MS = 86_400_000;
/** HMAC-SHA-256 takes no more key than this. */
const SALT_BYTES = 32;
/** A salt outlives its day by this: late retries of the edge, and no more. */
const KEEP_AFTER_DAY_MS = 48 * 3_600_000;

/**
 * Makes the salts of today and tomorrow (UTC) where they are missing. A salt that is there is never replaced.
 * Tomorrow's is written hours before it is needed, when no reader has cached its absence.
 */
export async function rotateSalts(kv: Pick<KVNamespace, 'get' | 'put'>, now: number): Promise<string[]> {
  const made: string[] = [];
  for (const dayStart of [startOfDay(now), startOfDay(now) + DAY_MS]) {
    const key = saltKvKey(new Date(dayStart).toISOString().slice(0, 'YYYY-MM-DD'.length));
    if ((await kv.get(key)) !== null) continue;
    const salt = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SALT_BYTES))));
    await kv.put(key, salt, { expiration: Math.floor((dayStart + DAY_MS + KEEP_AFTER_DAY_MS) / 1_000) });
    made.push(key);
  }
  return made;
}

function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
