/** Brings the copies of a name up to date: first the claim row (guarded by revision), then the edge's cache, made equal to the claim row. */
import { toRecord } from '../route/compile-record.ts';
import type { Link } from './link.ts';
import type { Claim, ClaimStore, LinkContext, LinkStore, Name, RouteCache } from './ports.ts';

/** How long a name rests after its link is gone: printed codes and old posts must not come to lead to somebody else's page at once. */
export const QUARANTINE_MS = 30 * 86_400_000;

/** What publishing works with; the repair job has no actor. */
export interface CopyContext {
  now(): number;
  links: Pick<LinkStore, 'settle'>;
  claims: ClaimStore;
  cache: RouteCache;
}

/** Times the cache is written again because the claim changed meanwhile; a name changed more often is settled by the last writer. */
const MAX_SYNCS = 5;
/** Above every revision: what a deleted link still had under way never comes back to its name. */
export const ANY_REVISION = Number.MAX_SAFE_INTEGER;

/** Publishes a link's current revision. A failure is reported, never thrown: the note left with the change brings the repair job. */
export async function publishLink(context: CopyContext & Pick<LinkContext, 'copyFailed'>, link: Link): Promise<void> {
  try {
    await writeCopies(context, link);
  } catch (error) {
    context.copyFailed({ domain: link.domain, key: link.key }, error);
  }
}

/** Takes a name out of service for a link that is gone, or has moved by the change to `belowRevision`. Never throws, as above. */
export async function withdrawName(
  context: CopyContext & Pick<LinkContext, 'copyFailed'>,
  name: Name,
  linkId: string,
  belowRevision: number,
): Promise<void> {
  try {
    await removeCopies(context, name, linkId, belowRevision);
  } catch (error) {
    context.copyFailed(name, error);
  }
}

export async function writeCopies(context: CopyContext, link: Link): Promise<void> {
  const name = { domain: link.domain, key: link.key };
  await context.claims.write(name, toRecord(link));
  await syncCache(context, name);
  await context.links.settle(name, link.id, link.revision);
}

/** The name rests from now on. `belowRevision`: the link's revision now if it has moved away; ANY_REVISION if it is gone. */
export async function removeCopies(
  context: CopyContext,
  name: Name,
  linkId: string,
  belowRevision = ANY_REVISION,
): Promise<void> {
  await context.claims.rest(name, linkId, belowRevision, context.now() + QUARANTINE_MS);
  await syncCache(context, name);
  await context.links.settle(name, linkId, 0);
}

/**
 * Makes the cache equal to the claim row. The cache cannot compare before it writes, so every writer reads the row again
 * after its own write: whoever wrote last has then seen the newest row.
 */
async function syncCache(context: CopyContext, name: Name): Promise<void> {
  let row = await context.claims.read(name);
  for (let round = 0; round < MAX_SYNCS; round++) {
    if (row?.record) await context.cache.put(name, row.record);
    else await context.cache.remove(name);
    const after = await context.claims.read(name);
    if (sameRoute(row, after)) return;
    row = after;
  }
  throw new Error(`The route of ${name.domain}/${name.key} kept changing`);
}

function sameRoute(a: Claim | undefined, b: Claim | undefined): boolean {
  return a?.linkId === b?.linkId && a?.revision === b?.revision && a?.record === b?.record;
}
