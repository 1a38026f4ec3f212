/** Names of the entries in KV: the routing copy of D1, lists of workspaces, the visitor salts, and where jobs stopped. */

/** e.g. `link:go.acme.com/launch`. KV keys hold 512 bytes; longer names are refused at link creation. */
export function linkKvKey(domain: string, key: string): string {
  return `link:${domain}/${key}`;
}

/** e.g. `domain:go.acme.com`. */
export function domainKvKey(domain: string): string {
  return `domain:${domain}`;
}

/** e.g. `salt:2026-11-21`: the day's random visitor salt, deleted by KV 48 hours after the day has ended. */
export function saltKvKey(day: string): string {
  return `salt:${day}`;
}

/** e.g. `sweep:0`: the name at which the comparison of a shard's copies stopped. */
export function sweepKvKey(shard: number): string {
  return `sweep:${shard}`;
}

/** The workspaces in strict mode, all in one entry: see core/route/strict.ts. */
export const STRICT_KV_KEY = 'strict-workspaces';

/** The workspaces in quarantine, all in one entry: see core/route/quarantine.ts. */
export const QUARANTINE_KV_KEY = 'quarantined-workspaces';

/** e.g. `scan:0:new`: the link id at which a look at a shard's links stopped. */
export function scanKvKey(shard: number, front: 'all' | 'new'): string {
  return `scan:${shard}:${front}`;
}

/** e.g. `health:0`: the link id at which putting a shard's links on the list of checks stopped. */
export function healthKvKey(shard: number): string {
  return `health:${shard}`;
}

/** KV's own limit for names. */
export const MAX_KV_KEY_BYTES = 512;
