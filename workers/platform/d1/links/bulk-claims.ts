/** Claims on many names, one statement for each shard that they fall on. */
import type { BulkClaims } from '#core/import/ports.ts';
import type { Link } from '#core/link/link.ts';
import type { Claim, Name, NewClaim } from '#core/link/ports.ts';
import { toRecord } from '#core/route/compile-record.ts';
import { claimShard } from '#core/shard/place.ts';

const READ = `SELECT routes.domain, routes.key, workspace_id AS workspaceId, link_id AS linkId, record, revision,
    claimed_at AS claimedAt, rests_until AS restsUntil
  FROM json_each(?1) AS name JOIN routes ON routes.domain = name.value ->> '$.domain' AND routes.key = name.value ->> '$.key'`;
const CLAIM = `INSERT INTO routes (domain, key, workspace_id, link_id, record, revision, claimed_at)
  SELECT value ->> '$.domain', value ->> '$.key', value ->> '$.workspaceId', value ->> '$.linkId', NULL,
    value ->> '$.revision', value ->> '$.claimedAt'
  FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`;
/** The same guard as for one link: only its own claim, only over an older revision. */
const WRITE = `UPDATE routes SET record = new.value ->> '$.record', revision = new.value ->> '$.revision'
  FROM json_each(?1) AS new
  WHERE routes.domain = new.value ->> '$.domain' AND routes.key = new.value ->> '$.key'
    AND routes.link_id = new.value ->> '$.linkId' AND routes.revision < new.value ->> '$.revision'`;

export class D1BulkClaims implements BulkClaims {
  readonly #shards: readonly D1Database[];

  /** @param shards all link shards, in the order of their numbers. */
  constructor(shards: readonly D1Database[]) {
    this.#shards = shards;
  }

  async read(names: Name[]): Promise<Claim[]> {
    const asked = names.map(({ domain, key }) => ({ domain, key }));
    const pages = await this.#each(asked, (statement) => statement.all<Claim>(), READ);
    return pages.flatMap((page) => page.results);
  }

  async claim(claims: NewClaim[]): Promise<void> {
    await this.#each(claims, (statement) => statement.run(), CLAIM);
  }

  async write(links: Link[]): Promise<void> {
    const rows = links.map((link) => ({
      domain: link.domain,
      key: link.key,
      linkId: link.id,
      revision: link.revision,
      record: JSON.stringify(toRecord(link)),
    }));
    await this.#each(rows, (statement) => statement.run(), WRITE);
  }

  #each<Row extends Name, Result>(
    rows: readonly Row[],
    run: (statement: D1PreparedStatement) => Promise<Result>,
    sql: string,
  ): Promise<Result[]> {
    const byShard = Map.groupBy(rows, ({ domain, key }) => claimShard(domain, key, this.#shards.length));
    return Promise.all(
      [...byShard].map(([number, part]) => {
        const shard = this.#shards[number];
        if (!shard) throw new Error(`Link shard ${number} is not bound`);
        return run(shard.prepare(sql).bind(JSON.stringify(part)));
      }),
    );
  }
}
