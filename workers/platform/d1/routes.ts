/** Claim rows of all link shards, page by page, as the sweep of copies reads them. */
import type { Name } from '#core/link/ports.ts';
import type { RoutePage } from '#core/route/sweep-copies.ts';

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
