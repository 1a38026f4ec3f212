/** What the stores hold of a link, for tests: claim, cache, and notes of copies still to be made. */
import { env } from 'cloudflare:workers';
import { linkKvKey } from '#core/route/keys.ts';
import type { LinkRecord } from '#core/route/record.ts';
import { claimShard } from '#core/shard/place.ts';
import { LINK_SHARDS, type Tenant } from '../../../test/support/tenant.ts';
import { testEnv } from '../../../test/support/worker/env.ts';

export type ErrorAnswer = { error: { code: string; message: string; doc_url: string } };

export async function routeOf(
  domain: string,
  key: string,
): Promise<{ record: LinkRecord | null; revision: number; link_id: string } | null> {
  const shard = claimShard(domain, key, LINK_SHARDS) === 0 ? testEnv.LINKS_0 : testEnv.LINKS_1;
  const row = await shard
    .prepare('SELECT record, revision, link_id FROM routes WHERE domain = ? AND key = ?')
    .bind(domain, key)
    .first<{ record: string | null; revision: number; link_id: string }>();
  return row && { ...row, record: row.record === null ? null : (JSON.parse(row.record) as LinkRecord) };
}

export function pending(tenant: Tenant): Promise<number | null> {
  const shard = tenant.linkShard === 0 ? testEnv.LINKS_0 : testEnv.LINKS_1;
  return shard
    .prepare('SELECT count(*) AS n FROM pending_copies WHERE workspace_id = ?')
    .bind(tenant.workspaceId)
    .first<number>('n');
}

/** The edge's copy. */
export function copyOf(domain: string, key: string): Promise<LinkRecord | null> {
  return (env as unknown as ApiEnv).ROUTES.get(linkKvKey(domain, key), 'json');
}
