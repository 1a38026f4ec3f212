/** Placement by rendezvous hashing (Thaler & Ravishankar 1998): adding a shard moves only the keys that land on it. */
import { hash32 } from '../hash/fnv1a.ts';

/** The shard in `0..shardCount-1` with the highest score for `key`. Throws when there is no shard to choose. */
export function placeOn(key: string, shardCount: number): number {
  if (!Number.isInteger(shardCount) || shardCount < 1)
    throw new RangeError(`shardCount must be at least 1, got ${shardCount}`);
  let best = 0;
  let bestScore = -1;
  for (let shard = 0; shard < shardCount; shard++) {
    const score = hash32(`${shard}|${key}`);
    if (score > bestScore) {
      bestScore = score;
      best = shard;
    }
  }
  return best;
}

/** The D1 link shard that holds the claim (and the routing record) of `domain/key`, whoever owns the link. */
export function claimShard(domain: string, key: string, shardCount: number): number {
  return placeOn(`${domain}/${key}`, shardCount);
}

/** The ledger (by Durable Object name) that counts a workspace. */
export function ledgerName(workspaceId: string, shardCount: number): string {
  return `ledger-${placeOn(workspaceId, shardCount)}`;
}

/** All ledgers of this shard count, in order. */
export function ledgerNames(shardCount: number): string[] {
  return Array.from({ length: shardCount }, (_, shard) => `ledger-${shard}`);
}

const LEDGER_NAME = /^ledger-(?:0|[1-9]\d{0,5})$/;

/** True for a name that ledgerName gives. An object of any other name stands outside the row and keeps what it is given. */
export function isLedgerName(name: string): boolean {
  return LEDGER_NAME.test(name);
}
