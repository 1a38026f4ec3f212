/** Links of a whole shard, in the order they were made: for jobs that look at every workspace's. */
import { and, asc, getTableColumns, gt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Link } from '#core/link/link.ts';
import { notAbsent } from '../move/absent.ts';
import { links } from '../schema/links.ts';

const {
  urlHash: _urlHash,
  position: _position,
  clicks: _clicks,
  lastClickedAt: _lastClickedAt,
  saleAmount: _saleAmount,
  countedAt: _countedAt,
  ...LINK
} = getTableColumns(links);

export class ShardLinks {
  readonly #db;

  constructor(shard: D1Database) {
    this.#db = drizzle(shard);
  }

  /** Ids begin with the moment they were made at: their order is that of time. */
  after(id: string, limit: number): Promise<Link[]> {
    return this.#db
      .select(LINK)
      .from(links)
      .where(and(gt(links.id, id), notAbsent))
      .orderBy(asc(links.id))
      .limit(limit)
      .all();
  }
}
