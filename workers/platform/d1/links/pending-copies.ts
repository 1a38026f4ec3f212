/** Notes of copies that are not known to be made, over all link shards: read by the repair alone, across workspaces. */
import { and, asc, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { PendingCopy } from '#core/route/repair-copies.ts';
import { notAbsent } from '../move/absent.ts';
import { pendingCopies } from '../schema/links.ts';

/** Notes left before `beforeMs`, oldest first, at most `limit` in all. */
export async function pendingOn(
  shards: readonly D1Database[],
  beforeMs: number,
  limit: number,
): Promise<PendingCopy[]> {
  const perShard = await Promise.all(
    shards.map((shard) =>
      drizzle(shard)
        .select()
        .from(pendingCopies)
        .where(and(lt(pendingCopies.since, beforeMs), notAbsent))
        .orderBy(asc(pendingCopies.since))
        .limit(limit)
        .all(),
    ),
  );
  const oldestFirst = perShard.flat().toSorted((a, b) => a.since - b.since);
  return oldestFirst.slice(0, limit).map(({ since: _since, ...note }) => note);
}
