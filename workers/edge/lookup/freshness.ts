/** How long each copy of a route lives. Their sum is the promise: a change is visible everywhere within 60 seconds. */

/** KV keeps a read in its local cache this long; 30 s is the least it allows. Misses are kept as long. */
export const COPY_CACHE_SECONDS = 30;
/** An isolate answers from memory this long without asking. */
export const FRESH_MS = 10_000;
/** Then one request refreshes behind its answer, and the others may use the old entry this much longer. */
export const STALE_MS = 5_000;
/** An unknown key is remembered this long: short enough that a fresh link is never hidden for more than seconds. */
export const ABSENT_MS = 3_000;
/** Domains change rarely, but their limit is the same. */
export const DOMAIN_FRESH_MS = 20_000;
