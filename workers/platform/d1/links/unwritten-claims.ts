/** Claims without a record, over all link shards: read and dropped by the release of orphans alone, across workspaces. */
import { claimShard } from '#core/shard/place.ts';
import type { UnwrittenClaim } from '#core/route/release-orphans.ts';

const SELECT_UNWRITTEN = `SELECT domain, key, workspace_id AS workspaceId, link_id AS linkId
  FROM routes WHERE record IS NULL AND rests_until IS NULL AND claimed_at < ?1 ORDER BY claimed_at LIMIT ?2`;
const DROP = `DELETE FROM routes WHERE domain = ?1 AND key = ?2 AND link_id = ?3 AND record IS NULL AND rests_until IS NULL AND claimed_at < ?4`;
const DROP_RESTED = `DELETE FROM routes WHERE (domain, key) IN
  (SELECT domain, key FROM routes WHERE rests_until < ?1 ORDER BY rests_until LIMIT ?2)`;

export class UnwrittenClaims {
  readonly #shards: readonly D1Database[];

  constructor(shards: readonly D1Database[]) {
    this.#shards = shards;
  }

  /** Names whose rest is over are free again; at most `limit` of each shard. @returns how many. */
  async dropRested(nowMs: number, limit: number): Promise<number> {
    const runs = await Promise.all(this.#shards.map((shard) => shard.prepare(DROP_RESTED).bind(nowMs, limit).run()));
    return runs.reduce((sum, run) => sum + run.meta.changes, 0);
  }

  /** At most `limit` of each shard. */
  async before(beforeMs: number, limit: number): Promise<UnwrittenClaim[]> {
    const pages = await Promise.all(
      this.#shards.map((shard) => shard.prepare(SELECT_UNWRITTEN).bind(beforeMs, limit).all<UnwrittenClaim>()),
    );
    return pages.flatMap((page) => page.results);
  }

  async drop({ domain, key, linkId }: UnwrittenClaim, beforeMs: number): Promise<void> {
    const shard = this.#shards[claimShard(domain, key, this.#shards.length)];
    await shard?.prepare(DROP).bind(domain, key, linkId, beforeMs).run();
  }
}
