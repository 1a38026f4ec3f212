/** While a domain is scanned: which of its keys can exist, learnt from D1 once a second instead of once per request. */
import type { Defer, Truth } from './ports.ts';
import { FILTER_KEYS, KeyFilter } from './key-filter.ts';
import { SharedLoads } from './shared-loads.ts';

/** New claims are fetched at most this often. */
export const REFRESH_MS = 1_000;
/** An older filter is not believed: a fresh link is hidden for no longer than this. */
export const MAX_AGE_MS = 2_000;
/** Deleted keys stay in a filter; it is built anew after this. */
const REBUILD_MS = 600_000;
/** Claims are re-read this far back, for clocks that differ and writes that take their time. */
const OVERLAP_MS = 30_000;
/** Domains with more keys get a filter of this recent past; older keys have long been copied to KV. */
const RECENT_MS = 900_000;
/** Filters held at once (128 KB each). */
const MAX_FILTERS = 32;
/** After D1 failed, it is left alone this long. */
const RETRY_MS = 1_000;

/** `complete`: a key that is not in `keys` does not exist. Otherwise only: it is not new, so KV's word about it counts. */
export interface DomainFilter {
  keys: KeyFilter;
  complete: boolean;
  builtAt: number;
  checkedAt: number;
  size: number;
}

export class DomainFilters {
  readonly #filters = new Map<string, DomainFilter>();
  /** When to look again: after a failure, or where even the recent keys are too many. */
  readonly #notBefore = new Map<string, number>();
  readonly #loads = new SharedLoads<DomainFilter | undefined>();
  readonly #truth: Truth;
  readonly #clock: () => number;
  readonly #onFailure: (error: unknown) => void;

  constructor(truth: Truth, clock: () => number, onFailure: (error: unknown) => void) {
    this.#truth = truth;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** The filter in memory when it is as good as new: what `current` would return without waiting. */
  fresh(domain: string, now: number): DomainFilter | undefined {
    const held = this.#filters.get(domain);
    return held && now - held.checkedAt < REFRESH_MS ? held : undefined;
  }

  /** The filter as of at most MAX_AGE_MS ago; undefined when D1 cannot say. */
  async current(domain: string, defer: Defer): Promise<DomainFilter | undefined> {
    const now = this.#clock();
    const held = this.#filters.get(domain);
    const age = held ? now - held.checkedAt : Infinity;
    if (held && age < REFRESH_MS) return held;
    const work = this.#loads.run(domain, () => this.#load(domain, held));
    if (!held || age >= MAX_AGE_MS) return work;
    defer(work);
    return held;
  }

  async #load(domain: string, held: DomainFilter | undefined): Promise<DomainFilter | undefined> {
    const now = this.#clock();
    if (now < (this.#notBefore.get(domain) ?? 0)) return undefined;
    try {
      const usable = held && now - held.builtAt < REBUILD_MS && held.size < FILTER_KEYS;
      const filter = usable ? await this.#extend(domain, held, now) : await this.#build(domain, now, held);
      if (!filter) this.#pause(domain, now + RECENT_MS);
      return filter;
    } catch (error) {
      this.#pause(domain, now + RETRY_MS);
      this.#onFailure(error);
      return undefined;
    }
  }

  #pause(domain: string, untilMs: number): void {
    if (this.#notBefore.size >= MAX_FILTERS) this.#notBefore.clear();
    this.#notBefore.set(domain, untilMs);
  }

  /** All keys where they fit into a filter, else the recent ones. Undefined when even those do not fit. */
  async #build(domain: string, now: number, held?: DomainFilter): Promise<DomainFilter | undefined> {
    const wasTooLarge = held?.complete === false;
    for (const complete of wasTooLarge ? [false] : [true, false]) {
      const shards = await this.#truth.claims(domain, complete ? 0 : now - RECENT_MS, FILTER_KEYS);
      const size = shards.reduce((sum, claims) => sum + claims.length, 0);
      if (size > FILTER_KEYS) continue;
      const filter: DomainFilter = { keys: new KeyFilter(), complete, builtAt: now, checkedAt: now, size };
      for (const claim of shards.flat()) filter.keys.add(claim.key);
      if (this.#filters.size >= MAX_FILTERS) this.#filters.clear();
      this.#filters.set(domain, filter);
      return filter;
    }
    return undefined;
  }

  async #extend(domain: string, held: DomainFilter, now: number): Promise<DomainFilter | undefined> {
    const shards = await this.#truth.claims(domain, held.checkedAt - OVERLAP_MS, FILTER_KEYS);
    const claims = shards.flat();
    if (held.size + claims.length > FILTER_KEYS) return this.#build(domain, now, held);
    for (const claim of claims) {
      if (held.keys.mayHave(claim.key)) continue;
      held.keys.add(claim.key);
      held.size += 1;
    }
    held.checkedAt = now;
    return held;
  }
}
