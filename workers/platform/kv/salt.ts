/** The day's visitor salt as the edge reads it: KV once per isolate and day. */
import type { HmacKey } from '#core/hash/hmac-sha256.ts';
import { saltKvKey } from '#core/route/keys.ts';
import { importSalt, saltDay } from '#core/visitor/visitor-id.ts';

/** A salt that is not there yet is looked for again after this. */
const RETRY_MS = 5_000;
/** The least KV allows: it remembers a salt that was not there yet as long as one that was. */
const CACHE_SECONDS = 30;

const DAY_MS = 86_400_000;

/** Gives the HMAC key of the day `nowMs` falls on, or undefined when there is none: the edge never makes one up. */
export type SaltReader = (nowMs: number) => HmacKey | undefined | Promise<HmacKey | undefined>;

export function createSaltReader(kv: KVNamespace): SaltReader {
  let day = -1;
  let key: HmacKey | undefined;
  let retryAt = 0;
  const read = async (nowMs: number, today: number): Promise<HmacKey | undefined> => {
    const text = await kv.get(saltKvKey(saltDay(nowMs)), { type: 'text', cacheTtl: CACHE_SECONDS });
    key = text === null ? undefined : importSalt(text);
    day = today;
    retryAt = nowMs + RETRY_MS;
    return key;
  };
  return (nowMs) => {
    const today = Math.floor(nowMs / DAY_MS);
    return today === day && (key || nowMs < retryAt) ? key : read(nowMs, today);
  };
}
