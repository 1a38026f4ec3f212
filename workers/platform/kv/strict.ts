/** The list of strict workspaces between D1, where it is true, and KV, where the edge reads it. */
import { STRICT_KV_KEY } from '#core/route/keys.ts';
import type { StrictPorts } from '#core/route/strict.ts';
import { strictWorkspaces } from '../d1/control/strict-workspaces.ts';

export function strictPorts(control: D1Database, kv: KVNamespace): StrictPorts {
  return {
    strictWorkspaces: () => strictWorkspaces(control),
    read: () => kv.get(STRICT_KV_KEY, 'text'),
    write: (entry) => kv.put(STRICT_KV_KEY, entry),
  };
}
