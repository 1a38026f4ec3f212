/** How many misses per domain an isolate may ask about one by one. Mistyped links stay within it; scans do not. */

/** Misses that may ask KV: a burst, then so many a second. Beyond them the domain's filter answers. */
export const COPY_MISSES = { burst: 100, perSecond: 50 };
/** Misses that may ask D1. */
export const TRUTH_MISSES = { burst: 20, perSecond: 5 };
/** Domains watched at once in an isolate; beyond it counting starts anew, which costs a few lookups. */
const MAX_DOMAINS = 1_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A token bucket per name. */
export class MissBudget {
  readonly #buckets = new Map<string, Bucket>();
  readonly #burst: number;
  readonly #perSecond: number;

  constructor({ burst, perSecond }: { burst: number; perSecond: number }) {
    this.#burst = burst;
    this.#perSecond = perSecond;
  }

  /** True while there is something to spend. */
  has(name: string, now: number): boolean {
    return this.#fill(name, now).tokens >= 1;
  }

  /** Spends one; false when there was none. */
  take(name: string, now: number): boolean {
    const bucket = this.#fill(name, now);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Gives one back: what was asked about was there after all. */
  refund(name: string): void {
    const bucket = this.#buckets.get(name);
    if (bucket) bucket.tokens = Math.min(this.#burst, bucket.tokens + 1);
  }

  #fill(name: string, now: number): Bucket {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      if (this.#buckets.size >= MAX_DOMAINS) this.#buckets.clear();
      bucket = { tokens: this.#burst, filledAt: now };
      this.#buckets.set(name, bucket);
    }
    bucket.tokens = Math.min(this.#burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * this.#perSecond);
    bucket.filledAt = now;
    return bucket;
  }
}
