/** D1 as the edge reads it: one prepared statement per question. */
import { claimShard } from '#core/shard/place.ts';
import type { DomainRecord } from '#core/route/record.ts';
import { MAX_STRICT_WORKSPACES, strictEntry } from '#core/route/strict.ts';
import type { Claim, Truth } from './ports.ts';

interface DomainRow {
  workspace_id: string;
  case_sensitive: number;
  not_found_url: string | null;
  expired_url: string | null;
  apple_app_site_association: string | null;
  asset_links: string | null;
}

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
      const sql =
        'SELECT workspace_id, case_sensitive, not_found_url, expired_url, apple_app_site_association, asset_links FROM domains WHERE slug = ?1 AND verified = 1';
      const row = await control.prepare(sql).bind(host).first<DomainRow>();
      return row && JSON.stringify(domainRecord(row));
    },
    async strict() {
      const sql = "SELECT id FROM workspaces WHERE click_ack = 'before' LIMIT ?1";
      const rows = await control
        .prepare(sql)
        .bind(MAX_STRICT_WORKSPACES + 1)
        .raw<[string]>();
      return strictEntry(rows.map(([id]) => id));
    },
  };
}

function domainRecord(row: DomainRow): DomainRecord {
  return {
    version: 1,
    workspaceId: row.workspace_id,
    ...(row.case_sensitive ? { caseSensitive: true } : {}),
    ...(row.not_found_url ? { notFoundUrl: row.not_found_url } : {}),
    ...(row.expired_url ? { expiredUrl: row.expired_url } : {}),
    ...(row.apple_app_site_association ? { appleAppSiteAssociation: row.apple_app_site_association } : {}),
    ...(row.asset_links ? { assetLinks: row.asset_links } : {}),
  };
}
