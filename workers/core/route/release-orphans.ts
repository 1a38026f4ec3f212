/** Frees names whose creation died half way: claimed, but never given to a link. Run by a cron, safe to repeat. */
import type { LinkStore, Name } from '../link/ports.ts';

/** A claim without a routing record. */
export interface UnwrittenClaim extends Name {
  workspaceId: string;
  linkId: string;
}

export interface OrphanPorts {
  /** Claims made before a moment (Unix ms) that still have no record, oldest first, at most `limit` per shard. */
  unwritten(beforeMs: number, limit: number): Promise<UnwrittenClaim[]>;
  /** The links of a workspace; undefined when the workspace is gone. */
  links(workspaceId: string): Promise<Pick<LinkStore, 'byId'> | undefined>;
  /** Deletes the claim if it still is the same and still has no record. */
  drop(claim: UnwrittenClaim, beforeMs: number): Promise<void>;
}

/** No request lives this long: a claim without a record by then will not be written by whoever made it. */
export const ORPHAN_AGE_MS = 10 * 60_000;

/** A claim whose link does bear the name is left: its missing record is noted, and the repair of copies writes it. */
export async function releaseOrphans(ports: OrphanPorts, now: number, limit: number): Promise<{ released: number }> {
  const beforeMs = now - ORPHAN_AGE_MS;
  let released = 0;
  for (const claim of await ports.unwritten(beforeMs, limit)) {
    const link = await (await ports.links(claim.workspaceId))?.byId(claim.linkId);
    if (link && link.domain === claim.domain && link.key === claim.key) continue;
    await ports.drop(claim, beforeMs);
    released += 1;
  }
  return { released };
}
