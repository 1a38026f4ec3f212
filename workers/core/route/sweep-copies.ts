/** Compares the copies in KV with the claim rows, a page at a time, and mends what differs: for losses that nobody noted. */
import type { ClaimStore, Name, RouteCache } from '../link/ports.ts';

/** A claim row with a record, in the order of its name. */
export interface RoutePage {
  routes: (Name & { record: string })[];
  /** Where the next page begins; undefined at the end. */
  next: Name | undefined;
}

export interface SweepPorts {
  /** Rows after a name on one shard, at most `limit`. */
  routesAfter(shard: number, after: Name | undefined, limit: number): Promise<RoutePage>;
  copyOf(name: Name): Promise<string | null>;
  claims: Pick<ClaimStore, 'read'>;
  cache: RouteCache;
}

export interface SweepOutcome {
  compared: number;
  mended: number;
  next: Name | undefined;
}

/** Compares one page. The caller keeps `next`; undefined starts again from the first name. */
export async function sweepCopies(
  ports: SweepPorts,
  shard: number,
  after: Name | undefined,
  limit: number,
): Promise<SweepOutcome> {
  const page = await ports.routesAfter(shard, after, limit);
  let mended = 0;
  for (const { domain, key, record } of page.routes) {
    const name = { domain, key };
    if ((await ports.copyOf(name)) === record) continue;
    // The row may have changed since the page was read: what is written is read again first.
    const present = await ports.claims.read(name);
    if (present?.record) await ports.cache.put(name, present.record);
    else await ports.cache.remove(name);
    mended += 1;
  }
  return { compared: page.routes.length, mended, next: page.next };
}
