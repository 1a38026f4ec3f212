/** The edge's copy of the routes, in KV. */
import type { Name, RouteCache } from '#core/link/ports.ts';
import { linkKvKey } from '#core/route/keys.ts';

export class KvRoutes implements RouteCache {
  readonly #kv: KVNamespace;

  constructor(kv: KVNamespace) {
    this.#kv = kv;
  }

  put(name: Name, record: string): Promise<void> {
    return this.#kv.put(linkKvKey(name.domain, name.key), record);
  }

  remove(name: Name): Promise<void> {
    return this.#kv.delete(linkKvKey(name.domain, name.key));
  }
}
