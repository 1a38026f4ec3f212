/** D1 as the edge reads it: one prepared statement per question. */
import { toDomainRecord } from '#core/route/domain-record.ts';
import { MAX_QUARANTINED_WORKSPACES, quarantineEntry } from '#core/route/quarantine.ts';
import { MAX_STRICT_WORKSPACES, strictEntry } from '#core/route/strict.ts';
import { claimShard } from '#core/shard/place.ts';
import type { Claim, Truth } from './ports.ts';

interface DomainRow {
  workspaceId: string;
  caseSensitive: number;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  appleAppSiteAssociation: string | null;
  assetLinks: string | null;
}

const SELECT_DOMAIN = `SELECT workspace_id AS workspaceId, case_sensitive AS caseSensitive, not_found_url AS notFoundUrl,
  expired_url AS expiredUrl, apple_app_site_association AS appleAppSiteAssociation, asset_links AS assetLinks
  FROM domains WHERE slug = ?1 AND verified = 1`;

/** @param shards the D1 link shards in order; a key's place among them is fixed by core/shard/place.ts. */
export function createTruth(control: D1Database, shards: readonly D1Database[]): Truth {
  const shardOf = (domain: string, key: string): D1Database => {
    const shard = shards[claimShard(domain, key, shards.length)];
    if (!shard) throw new RangeError('A claim fell on a shard that is not bound.');
    return shard;
  };
  return {
    async route(domain, key) {
      const sql = 'SELECT record, revision FROM routes WHERE domain = ?1 AND key = ?2 AND record IS NOT NULL';
      const row = await shardOf(domain, key)
        .prepare(sql)
        .bind(domain, key)
        .first<{ record: string; revision: number }>();
      return row && { text: row.record, revision: row.revision };
    },
    claims(domain, sinceMs, limit) {
      const sql =
        'SELECT key, claimed_at FROM routes WHERE domain = ?1 AND claimed_at >= ?2 ORDER BY claimed_at DESC LIMIT ?3';
      return Promise.all(
        shards.map(async (shard): Promise<Claim[]> => {
          const rows = await shard
            .prepare(sql)
            .bind(domain, sinceMs, limit + 1)
            .raw<[string, number]>();
          return rows.map(([key, claimedAt]) => ({ key, claimedAt }));
        }),
      );
    },
    async domain(host) {
      const row = await control.prepare(SELECT_DOMAIN).bind(host).first<DomainRow>();
      return row && JSON.stringify(toDomainRecord({ ...row, caseSensitive: row.caseSensitive === 1 }));
    },
    async strict() {
      const sql = "SELECT id FROM workspaces WHERE click_ack = 'before' LIMIT ?1";
      const rows = await control
        .prepare(sql)
        .bind(MAX_STRICT_WORKSPACES + 1)
        .raw<[string]>();
      return strictEntry(rows.map(([id]) => id));
    },
    async quarantined() {
      const sql = 'SELECT id FROM workspaces WHERE quarantined_at IS NOT NULL ORDER BY id LIMIT ?1';
      const rows = await control.prepare(sql).bind(MAX_QUARANTINED_WORKSPACES).raw<[string]>();
      return quarantineEntry(rows.map(([id]) => id));
    },
  };
}
