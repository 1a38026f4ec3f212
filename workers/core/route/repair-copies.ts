/** Finishes what publishing could not: brings the copies (claim row, KV) of noted changes up to date. Run by a cron, safe to repeat. */
import type { ClaimStore, LinkStore, Name, RouteCache } from '../link/ports.ts';
import { removeCopies, writeCopies } from '../link/publish.ts';

/** A change whose copies are not known to be written; left in the same batch as the change itself. */
export interface PendingCopy extends Name {
  linkId: string;
  workspaceId: string;
  /** 0: the name does not belong to the link any more, its copies have to go. */
  revision: number;
}

export interface RepairPorts {
  /** Notes left before a moment (Unix ms), oldest first, at most `limit` over all shards. */
  pending(beforeMs: number, limit: number): Promise<PendingCopy[]>;
  /** The links of a workspace, wherever it lives; undefined when the workspace is gone. */
  links(workspaceId: string): Promise<Pick<LinkStore, 'byId' | 'settle'> | undefined>;
  claims: ClaimStore;
  cache: RouteCache;
  /** A repair that failed again; it stays noted. */
  failed(name: Name, error: unknown): void;
}

export interface RepairOutcome {
  repaired: number;
  failed: number;
}

/** Younger notes belong to requests that are still publishing. */
export const SETTLING_MS = 15_000;

/** @param limit notes per run; what is left waits for the next. Never throws for one bad note. */
export async function repairCopies(ports: RepairPorts, now: number, limit: number): Promise<RepairOutcome> {
  const outcome: RepairOutcome = { repaired: 0, failed: 0 };
  for (const note of await ports.pending(now - SETTLING_MS, limit)) {
    try {
      await repairOne(ports, note, now);
      outcome.repaired += 1;
    } catch (error) {
      ports.failed({ domain: note.domain, key: note.key }, error);
      outcome.failed += 1;
    }
  }
  return outcome;
}

async function repairOne(ports: RepairPorts, note: PendingCopy, now: number): Promise<void> {
  const links = await ports.links(note.workspaceId);
  if (!links) throw new Error(`Workspace ${note.workspaceId} of a noted copy does not exist`);
  const context = { links, claims: ports.claims, cache: ports.cache, now: () => now };
  const link = await links.byId(note.linkId);
  // The link's present state decides, not the note: it may have changed, moved or gone since.
  if (link && link.domain === note.domain && link.key === note.key) await writeCopies(context, link);
  else await removeCopies(context, { domain: note.domain, key: note.key }, note.linkId, link?.revision);
}
