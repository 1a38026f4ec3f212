/** The edge's copy of the domains, in KV. */
import type { DomainCopies } from '#core/domain/ports.ts';
import { domainKvKey } from '#core/route/keys.ts';

export class KvDomains implements DomainCopies {
  readonly #kv: KVNamespace;

  constructor(kv: KVNamespace) {
    this.#kv = kv;
  }

  get(slug: string): Promise<string | null> {
    return this.#kv.get(domainKvKey(slug));
  }

  put(slug: string, record: string): Promise<void> {
    return this.#kv.put(domainKvKey(slug), record);
  }

  remove(slug: string): Promise<void> {
    return this.#kv.delete(domainKvKey(slug));
  }
}
