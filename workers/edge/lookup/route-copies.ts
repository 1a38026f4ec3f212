/** KV as the edge reads it. */
import { COPY_CACHE_SECONDS } from './freshness.ts';
import type { Copies } from './ports.ts';

export function createCopies(kv: KVNamespace): Copies {
  return {
    get: (name) => kv.get(name, { type: 'text', cacheTtl: COPY_CACHE_SECONDS }),
    put: (name, text) => kv.put(name, text),
    delete: (name) => kv.delete(name),
  };
}
