/** Finds the settings of a short-link hostname: isolate memory, then KV, then D1. */
import { domainKvKey } from '#core/route/keys.ts';
import type { DomainRecord } from '#core/route/record.ts';
import { ABSENT_MS, DOMAIN_FRESH_MS, STALE_MS } from './freshness.ts';
import { GenerationCache } from './generation-cache.ts';
import { MissBudget, TRUTH_MISSES } from './miss-budget.ts';
import { parseDomainRecord } from './parse-record.ts';
import type { LinkFinderPorts } from './find-link.ts';
import type { Defer } from './ports.ts';
import { LookupUnavailable } from './ports.ts';
import { SharedLoads } from './shared-loads.ts';

const HELD_ENTRIES = 1_024;
const HELD_CHARS = 4_000_000;
/** One name for all hosts: made-up hosts are one scan, whatever they are called. */
const ALL_HOSTS = '*';
/** Longest DNS name. */
const MAX_HOST_CHARS = 253;
/** Host names and bare addresses; anything else was never registered. */
const HOST = /^(?:[a-z0-9_\-.]+|\[[0-9a-f:.]+\])$/;

interface Held {
  record: DomainRecord | null;
  freshUntil: number;
  staleUntil: number;
  weight: number;
}

export class DomainFinder {
  readonly #held = new GenerationCache<Held>(HELD_ENTRIES, HELD_CHARS);
  readonly #misses = new MissBudget(TRUTH_MISSES);
  readonly #loads = new SharedLoads<DomainRecord | null>();
  readonly #ports: LinkFinderPorts;

  constructor(ports: LinkFinderPorts) {
    this.#ports = ports;
  }

  /** The record of a lower-case host without port, or null for a host nobody has verified. */
  find(host: string, defer: Defer): DomainRecord | null | Promise<DomainRecord | null> {
    const now = this.#ports.clock();
    const held = this.#held.get(host);
    if (!held || now >= held.staleUntil) {
      // Memory holds nothing but well-formed hosts: only what is not in it has to be looked at.
      if (host.length > MAX_HOST_CHARS || !HOST.test(host)) return null;
      return this.#loads.run(host, () => this.#load(host, defer));
    }
    if (now >= held.freshUntil) {
      held.freshUntil = held.staleUntil;
      defer(this.#loads.run(host, () => this.#load(host, defer)).catch(() => undefined));
    }
    return held.record;
  }

  #load(host: string, defer: Defer): Promise<DomainRecord | null> {
    const work = this.#search(host, defer);
    defer(work.catch(() => undefined));
    return work;
  }

  async #search(host: string, defer: Defer): Promise<DomainRecord | null> {
    const copied = await this.#copy(host);
    if (copied) return this.#hold(host, copied);
    const calm = this.#misses.take(ALL_HOSTS, this.#ports.clock());
    // While hosts are made up by the dozen, KV's word is enough: it is at most a minute behind a new domain.
    const text = calm ? await this.#ask(host) : null;
    const record = parseDomainRecord(text);
    if (!text || !record) return this.#hold(host, null);
    defer(this.#fill(host, text).catch((error: unknown) => this.#ports.onFailure('copy_fill', error)));
    return this.#hold(host, record);
  }

  /** Looks once more after writing: a change in between must not be overwritten by the older record. */
  async #fill(host: string, text: string): Promise<void> {
    const { copies, truth } = this.#ports;
    await copies.put(domainKvKey(host), text);
    const now = await truth.domain(host);
    if (now === text) return;
    await (now === null ? copies.delete(domainKvKey(host)) : copies.put(domainKvKey(host), now));
  }

  async #copy(host: string): Promise<DomainRecord | undefined> {
    try {
      return parseDomainRecord(await this.#ports.copies.get(domainKvKey(host)));
    } catch (error) {
      this.#ports.onFailure('copy_read', error);
      return undefined;
    }
  }

  async #ask(host: string): Promise<string | null> {
    try {
      return await this.#ports.truth.domain(host);
    } catch (error) {
      this.#ports.onFailure('truth_read', error);
      throw new LookupUnavailable('D1 did not answer.', { cause: error });
    }
  }

  #hold(host: string, record: DomainRecord | null): DomainRecord | null {
    const freshUntil = this.#ports.clock() + (record ? DOMAIN_FRESH_MS : ABSENT_MS);
    this.#held.set(host, { record, freshUntil, staleUntil: freshUntil + (record ? STALE_MS : 0), weight: 500 });
    return record;
  }
}
