/** Lists of workspaces between D1, where they are true, and KV, where the edge reads them. */
import { QUARANTINE_KV_KEY, STRICT_KV_KEY } from '#core/route/keys.ts';
import { quarantineEntry } from '#core/route/quarantine.ts';
import { strictEntry } from '#core/route/strict.ts';
import type { ListPorts } from '#core/route/workspace-list.ts';
import { quarantinedWorkspaces, strictWorkspaces } from '../d1/control/listed-workspaces.ts';

export function strictPorts(control: D1Database, kv: KVNamespace): ListPorts {
  return entryPorts(kv, STRICT_KV_KEY, async () => strictEntry(await strictWorkspaces(control)));
}

export function quarantinePorts(control: D1Database, kv: KVNamespace): ListPorts {
  return entryPorts(kv, QUARANTINE_KV_KEY, async () => quarantineEntry(await quarantinedWorkspaces(control)));
}

function entryPorts(kv: KVNamespace, key: string, truth: () => Promise<string>): ListPorts {
  return { truth, read: () => kv.get(key, 'text'), write: (entry) => kv.put(key, entry) };
}
