/** Claims on names, spread over the link shards by name: unique across workspaces, and the truth about what a name serves. */
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import { drizzle } from 'drizzle-orm/d1';
import type { Claim, ClaimStore, Name, NewClaim } from '#core/link/ports.ts';
import type { LinkRecord } from '#core/route/record.ts';
import { claimShard } from '#core/shard/place.ts';
import { routes } from '../schema/links.ts';

const named = (name: Name) => and(eq(routes.domain, name.domain), eq(routes.key, name.key));

export class D1Claims implements ClaimStore {
  readonly #shards: DrizzleD1Database[];

  /** @param shards all link shards, in the order of their numbers. */
  constructor(shards: D1Database[]) {
    this.#shards = shards.map((shard) => drizzle(shard));
  }

  read(name: Name): Promise<Claim | undefined> {
    return this.#on(name).select().from(routes).where(named(name)).get();
  }

  async claim(claim: NewClaim): Promise<boolean> {
    const rows = await this.#on(claim)
      .insert(routes)
      .values({ ...fields(claim), domain: claim.domain, key: claim.key })
      .onConflictDoNothing()
      .returning({ linkId: routes.linkId });
    return rows.length > 0;
  }

  async takeOver(stale: Claim, next: NewClaim): Promise<boolean> {
    const rows = await this.#on(next)
      .update(routes)
      .set(fields(next))
      .where(
        and(
          named(next),
          eq(routes.linkId, stale.linkId),
          eq(routes.revision, stale.revision),
          eq(routes.claimedAt, stale.claimedAt),
        ),
      )
      .returning({ linkId: routes.linkId });
    return rows.length > 0;
  }

  async write(name: Name, record: LinkRecord): Promise<void> {
    await this.#on(name)
      .update(routes)
      .set({ record: JSON.stringify(record), revision: record.revision })
      .where(and(named(name), eq(routes.linkId, record.linkId), lt(routes.revision, record.revision)))
      .run();
  }

  async release(name: Name, linkId: string, belowRevision: number): Promise<void> {
    await this.#on(name)
      .delete(routes)
      .where(and(named(name), eq(routes.linkId, linkId), lt(routes.revision, belowRevision)))
      .run();
  }

  async rest(name: Name, linkId: string, belowRevision: number, untilMs: number): Promise<void> {
    await this.#on(name)
      .update(routes)
      // At this revision no write of the link's, however late, can bring the record back.
      .set({ record: null, revision: belowRevision, restsUntil: untilMs })
      .where(and(named(name), eq(routes.linkId, linkId), lt(routes.revision, belowRevision), isNull(routes.restsUntil)))
      .run();
  }

  #on(name: Name): DrizzleD1Database {
    const shard = this.#shards[claimShard(name.domain, name.key, this.#shards.length)];
    if (!shard) throw new Error('No link shard is bound');
    return shard;
  }
}

function fields(claim: NewClaim) {
  return {
    workspaceId: claim.workspaceId,
    linkId: claim.linkId,
    claimedAt: claim.claimedAt,
    record: null,
    revision: claim.revision,
    restsUntil: null,
  };
}
