/** Claim rows and notes over all link shards, as the repair and the sweep of copies read them. */
import type { Name } from '#core/link/ports.ts';
import type { PendingCopy } from '#core/route/repair-copies.ts';
import type { RoutePage } from '#core/route/sweep-copies.ts';

const SELECT_PENDING =
  'SELECT domain, key, link_id AS linkId, workspace_id AS workspaceId, revision, since FROM pending_copies WHERE since < ?1 ORDER BY since LIMIT ?2';
const SELECT_ROUTES =
  'SELECT domain, key, record FROM routes WHERE (domain, key) > (?1, ?2) AND record IS NOT NULL ORDER BY domain, key LIMIT ?3';

export class RouteShards {
  readonly #shards: readonly D1Database[];

  /** @param shards all link shards, in the order of their numbers. */
  constructor(shards: readonly D1Database[]) {
    this.#shards = shards;
  }

  get count(): number {
    return this.#shards.length;
  }

  /** The oldest notes of all shards together. */
  async pending(beforeMs: number, limit: number): Promise<PendingCopy[]> {
    const pages = await Promise.all(
      this.#shards.map((shard) =>
        shard.prepare(SELECT_PENDING).bind(beforeMs, limit).all<PendingCopy & { since: number }>(),
      ),
    );
    return pages
      .flatMap((page) => page.results)
      .toSorted((a, b) => a.since - b.since)
      .slice(0, limit);
  }

  /** One page of a shard. Throws when the shard is not bound. */
  async routesAfter(shard: number, after: Name | undefined, limit: number): Promise<RoutePage> {
    const database = this.#shards[shard];
    if (!database) throw new RangeError(`Link shard ${shard} is not bound`);
    const { results } = await database
      .prepare(SELECT_ROUTES)
      .bind(after?.domain ?? '', after?.key ?? '', limit)
      .all<Name & { record: string }>();
    const last = results.length === limit ? results.at(-1) : undefined;
    return { routes: results, next: last && { domain: last.domain, key: last.key } };
  }
}
