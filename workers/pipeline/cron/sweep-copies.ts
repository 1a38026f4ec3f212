/** Compares the edge's copies with the claim rows, some each hour, round and round: for losses that left no note. */
import type { Name } from '#core/link/ports.ts';
import { linkKvKey, sweepKvKey } from '#core/route/keys.ts';
import { sweepCopies } from '#core/route/sweep-copies.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { RouteShards } from '#platform/d1/routes.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import type { PipelineConfig } from '../env.ts';

/** An invocation may do 1 000 KV operations; this leaves room for the mending. */
const MAX_COMPARED_PER_RUN = 600;

export interface SweepTotals {
  compared: number;
  mended: number;
}

/** One page of every shard. Where each stopped is kept in KV; losing it only starts that shard anew. */
export async function sweepLinkCopies(
  { linkShards, routes }: Pick<PipelineConfig, 'linkShards' | 'routes'>,
  maxCompared = MAX_COMPARED_PER_RUN,
): Promise<SweepTotals> {
  const shards = new RouteShards(linkShards);
  const ports = {
    routesAfter: shards.routesAfter.bind(shards),
    copyOf: ({ domain, key }: Name) => routes.get(linkKvKey(domain, key)),
    claims: new D1Claims([...linkShards]),
    cache: new KvRoutes(routes),
  };
  const totals: SweepTotals = { compared: 0, mended: 0 };
  const pageSize = Math.max(1, Math.floor(maxCompared / shards.count));
  for (let shard = 0; shard < shards.count; shard++) {
    const cursor = sweepKvKey(shard);
    const after = (await routes.get<Name>(cursor, 'json')) ?? undefined;
    const { compared, mended, next } = await sweepCopies(ports, shard, after, pageSize);
    totals.compared += compared;
    totals.mended += mended;
    await (next ? routes.put(cursor, JSON.stringify(next)) : routes.delete(cursor));
  }
  return totals;
}
