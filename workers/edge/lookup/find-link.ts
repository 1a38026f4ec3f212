/** Finds the record of a link: isolate memory, then the KV copy, then D1, each asked as seldom as the promise allows. */
import { patternsFor } from '#core/link/key-normalise.ts';
import { linkKvKey } from '#core/route/keys.ts';
import type { LinkRecord } from '#core/route/record.ts';
import { fillCopy } from './fill-copy.ts';
import type { DomainFilter } from './domain-filters.ts';
import { DomainFilters } from './domain-filters.ts';
import { ABSENT_MS, FRESH_MS, STALE_MS } from './freshness.ts';
import { GenerationCache } from './generation-cache.ts';
import { COPY_MISSES, MissBudget, TRUTH_MISSES } from './miss-budget.ts';
import { parseLinkRecord } from './parse-record.ts';
import type { Copies, Defer, Truth } from './ports.ts';
import { LookupUnavailable } from './ports.ts';
import { SharedLoads } from './shared-loads.ts';

/** Records held per generation: the links of a busy isolate. */
const HELD_ENTRIES = 8_192;
/** Characters of JSON held per generation; an isolate has 128 MB for everything. */
const HELD_CHARS = 8_000_000;
const ABSENT_ENTRIES = 4_096;

export interface FoundLink {
  record: LinkRecord;
  /** For a pattern link: the part of the key that its `*` stands for. */
  tail: string | undefined;
}

interface Held {
  record: LinkRecord;
  freshUntil: number;
  staleUntil: number;
  weight: number;
}

interface Absent {
  until: number;
  weight: number;
}

export interface LinkFinderPorts {
  copies: Copies;
  truth: Truth;
  clock: () => number;
  /** Told of every failure that was worked around. */
  onFailure: (what: 'copy_read' | 'copy_fill' | 'truth_read' | 'filter_read', error: unknown) => void;
}

export class LinkFinder {
  readonly #held = new GenerationCache<Held>(HELD_ENTRIES, HELD_CHARS);
  readonly #absent = new GenerationCache<Absent>(ABSENT_ENTRIES, Infinity);
  readonly #copyMisses = new MissBudget(COPY_MISSES);
  readonly #truthMisses = new MissBudget(TRUTH_MISSES);
  readonly #loads = new SharedLoads<FoundLink | null>();
  readonly #filters: DomainFilters;
  readonly #ports: LinkFinderPorts;

  constructor(ports: LinkFinderPorts) {
    this.#ports = ports;
    this.#filters = new DomainFilters(ports.truth, ports.clock, (error) => ports.onFailure('filter_read', error));
  }

  /** The link that answers for a normalised key, or null. Throws LookupUnavailable when nobody can tell. */
  find(domain: string, key: string, defer: Defer): FoundLink | null | Promise<FoundLink | null> {
    const name = linkKvKey(domain, key);
    const now = this.#ports.clock();
    const held = this.#held.get(name);
    if (held && now < held.staleUntil) {
      if (now >= held.freshUntil) {
        // Exactly one request refreshes, behind its answer; until then the rest use what is there.
        held.freshUntil = held.staleUntil;
        defer(this.#loads.run(name, () => this.#load(domain, key, defer)).catch(() => undefined));
      }
      return { record: held.record, tail: undefined };
    }
    if (!key.includes('/') && this.#isKnownAbsent(domain, key, now)) return null;
    return this.#loads.run(name, () => this.#load(domain, key, defer));
  }

  /** What memory alone can say: asked a moment ago, or not among the keys of a domain that is being scanned. */
  #isKnownAbsent(domain: string, key: string, now: number): boolean {
    if (now < (this.#absent.get(linkKvKey(domain, key))?.until ?? 0)) return true;
    return !this.#copyMisses.has(domain, now) && excludes(this.#filters.fresh(domain, now), key);
  }

  async #load(domain: string, key: string, defer: Defer): Promise<FoundLink | null> {
    const keys = key.includes('/') ? [key, ...patternsFor(key)] : [key];
    const work = this.#search(domain, keys, defer);
    // The load outlives its request, so that those who share it get their answer.
    defer(work.catch(() => undefined));
    const [index, record] = await work;
    if (!record) return null;
    return { record, tail: index === 0 ? undefined : key.slice((keys[index] ?? '').length - 1) };
  }

  /** The first of `keys` that has a record: all copies first, then the truth about all. */
  async #search(domain: string, keys: string[], defer: Defer): Promise<[number, LinkRecord | null]> {
    const scanned = !this.#copyMisses.has(domain, this.#ports.clock());
    const filter = scanned ? await this.#filters.current(domain, defer) : undefined;
    const copies = await Promise.all(keys.map((key) => this.#copy(domain, key, filter)));
    const copied = copies.findIndex((record) => record);
    if (copied >= 0) {
      for (const key of keys.slice(0, copied)) this.#forget(domain, key);
      return [copied, copies[copied] ?? null];
    }
    const records = await Promise.all(
      keys.map(async (key, i) => (copies[i] === null ? null : this.#truth(domain, key, defer))),
    );
    const found = records.findIndex((record) => record);
    return found < 0 ? [0, null] : [found, records[found] ?? null];
  }

  /** The record in memory or KV; null when the key is known to be absent; undefined when only D1 can tell. */
  async #copy(domain: string, key: string, filter: DomainFilter | undefined): Promise<LinkRecord | null | undefined> {
    if (excludes(filter, key)) return null;
    const name = linkKvKey(domain, key);
    const now = this.#ports.clock();
    const held = this.#held.get(name);
    if (held && now < held.staleUntil - STALE_MS) return held.record;
    if (now < (this.#absent.get(name)?.until ?? 0)) return null;
    const paid = this.#copyMisses.take(domain, now);
    try {
      const text = await this.#ports.copies.get(name);
      const record = parseLinkRecord(text);
      if (!record) return undefined;
      if (paid) this.#copyMisses.refund(domain);
      this.#hold(name, record, text?.length ?? 0);
      return record;
    } catch (error) {
      this.#ports.onFailure('copy_read', error);
      return undefined;
    }
  }

  async #truth(domain: string, key: string, defer: Defer): Promise<LinkRecord | null> {
    const paid = this.#truthMisses.take(domain, this.#ports.clock());
    if (!paid) {
      const filter = await this.#filters.current(domain, defer);
      if (!filter) throw new LookupUnavailable('The domain is being scanned and D1 cannot say which keys exist.');
      if (!filter.keys.mayHave(key)) return null;
    }
    const stored = await this.#ask(domain, key);
    const record = parseLinkRecord(stored?.text ?? null);
    if (!stored || !record) {
      this.#forget(domain, key);
      return null;
    }
    if (paid) this.#truthMisses.refund(domain);
    this.#hold(linkKvKey(domain, key), record, stored.text.length);
    defer(
      fillCopy(this.#ports.copies, this.#ports.truth, { domain, key }, stored).catch((error) =>
        this.#ports.onFailure('copy_fill', error),
      ),
    );
    return record;
  }

  async #ask(domain: string, key: string): Promise<{ text: string; revision: number } | null> {
    try {
      return await this.#ports.truth.route(domain, key);
    } catch (error) {
      this.#ports.onFailure('truth_read', error);
      throw new LookupUnavailable('D1 did not answer.', { cause: error });
    }
  }

  #forget(domain: string, key: string): void {
    const name = linkKvKey(domain, key);
    this.#held.delete(name);
    this.#absent.set(name, { until: this.#ports.clock() + ABSENT_MS, weight: 1 });
  }

  #hold(name: string, record: LinkRecord, weight: number): void {
    const now = this.#ports.clock();
    this.#absent.delete(name);
    this.#held.set(name, { record, freshUntil: now + FRESH_MS, staleUntil: now + FRESH_MS + STALE_MS, weight });
  }
}

/** True when a filter proves that the key does not exist. */
function excludes(filter: DomainFilter | undefined, key: string): boolean {
  return filter?.complete === true && !filter.keys.mayHave(key);
}
