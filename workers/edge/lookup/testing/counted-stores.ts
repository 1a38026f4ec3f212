/** For tests of lookups: stores in memory that count every call, and KV's own cache with the clock in the test's hand. */
import { quarantineEntry } from '#core/route/quarantine.ts';
import { strictEntry } from '#core/route/strict.ts';
import { COPY_CACHE_SECONDS } from '../freshness.ts';
import type { LinkFinderPorts } from '../find-link.ts';
import type { Claim } from '../ports.ts';

export interface Row {
  text: string;
  revision: number;
  claimedAt: number;
}

/** `kv` and `rows` are what the stores hold; `reads` what was asked of them. Set `broken` to make a store fail. */
export class CountedStores {
  now = 1_000_000;
  readonly kv = new Map<string, string>();
  readonly rows = new Map<string, Row>();
  readonly domains = new Map<string, string>();
  readonly strict: string[] = [];
  readonly quarantined: string[] = [];
  readonly reads = { kv: 0, route: 0, claims: 0, domain: 0, strict: 0, quarantined: 0 };
  readonly failures: string[] = [];
  readonly broken = { kv: false, d1: false };
  readonly deferred: Promise<unknown>[] = [];
  /** What one KV location remembers, misses included. */
  readonly #edgeCache = new Map<string, { text: string | null; until: number }>();

  readonly defer = (work: Promise<unknown>): void => void this.deferred.push(work);

  /** Until all deferred work is done, also what it deferred itself. */
  async settle(): Promise<void> {
    while (this.deferred.length > 0) await this.deferred.shift();
  }

  put(domain: string, key: string, url: string, revision = 1): void {
    const text = JSON.stringify({ version: 1, workspaceId: 'ws_1', linkId: `link_${key}`, url, revision });
    this.rows.set(`${domain}/${key}`, { text, revision, claimedAt: this.now });
  }

  /** A change as the api makes it: D1 and KV. */
  publish(domain: string, key: string, url: string, revision = 1): void {
    this.put(domain, key, url, revision);
    this.kv.set(`link:${domain}/${key}`, this.rows.get(`${domain}/${key}`)?.text ?? '');
  }

  remove(domain: string, key: string): void {
    this.rows.delete(`${domain}/${key}`);
    this.kv.delete(`link:${domain}/${key}`);
  }

  readonly ports: LinkFinderPorts = {
    clock: () => this.now,
    onFailure: (what) => void this.failures.push(what),
    copies: {
      get: async (name) => {
        if (this.broken.kv) throw new Error('KV is down');
        const cached = this.#edgeCache.get(name);
        if (cached && this.now < cached.until) return cached.text;
        this.reads.kv += 1;
        const text = this.kv.get(name) ?? null;
        this.#edgeCache.set(name, { text, until: this.now + COPY_CACHE_SECONDS * 1000 });
        return text;
      },
      put: async (name, text) => void this.kv.set(name, text),
      delete: async (name) => void this.kv.delete(name),
    },
    truth: {
      route: async (domain, key) => {
        this.reads.route += 1;
        if (this.broken.d1) throw new Error('D1 is down');
        return this.rows.get(`${domain}/${key}`) ?? null;
      },
      claims: async (domain, sinceMs, limit) => {
        this.reads.claims += 1;
        if (this.broken.d1) throw new Error('D1 is down');
        const claims: Claim[] = [];
        for (const [name, row] of this.rows) {
          if (name.startsWith(`${domain}/`) && row.claimedAt >= sinceMs)
            claims.push({ key: name.slice(domain.length + 1), claimedAt: row.claimedAt });
        }
        return [claims.slice(0, limit + 1)];
      },
      domain: async (host) => {
        this.reads.domain += 1;
        if (this.broken.d1) throw new Error('D1 is down');
        return this.domains.get(host) ?? null;
      },
      strict: async () => {
        this.reads.strict += 1;
        if (this.broken.d1) throw new Error('D1 is down');
        return strictEntry(this.strict);
      },
      quarantined: async () => {
        this.reads.quarantined += 1;
        if (this.broken.d1) throw new Error('D1 is down');
        return quarantineEntry(this.quarantined);
      },
    },
  };
}
