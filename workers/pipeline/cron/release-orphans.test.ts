import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ORPHAN_AGE_MS } from '#core/route/release-orphans.ts';
import { claimShard } from '#core/shard/place.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { readEnv } from '../env.ts';
import { releaseLinkOrphans } from './release-orphans.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const CLAIMED_AT = Date.UTC(2026, 10, 21);

const shardOf = (domain: string, key: string): D1Database =>
  config.linkShards[claimShard(domain, key, config.linkShards.length)] as D1Database;

async function claim(domain: string, key: string, workspaceId: string, linkId: string): Promise<void> {
  await shardOf(domain, key)
    .prepare('INSERT INTO routes (domain, key, workspace_id, link_id, claimed_at) VALUES (?, ?, ?, ?, ?)')
    .bind(domain, key, workspaceId, linkId, CLAIMED_AT)
    .run();
}

async function isClaimed(domain: string, key: string): Promise<boolean> {
  const row = await shardOf(domain, key)
    .prepare('SELECT 1 AS one FROM routes WHERE domain = ? AND key = ?')
    .bind(domain, key)
    .first();
  return row !== null;
}

it('frees a name whose create or rename died, once no request can still be at it', async () => {
  const tenant = await seedWorkspace();
  const { domain, workspaceId } = tenant;
  const elsewhere = await seedLink(tenant, { key: 'kept', url: 'https://acme.test/' });
  await claim(domain, 'died', workspaceId, 'link_never');
  await claim(domain, 'renamed', workspaceId, elsewhere);
  await claim(domain, 'no-workspace', 'ws_gone', 'link_gone');

  expect(await releaseLinkOrphans(config, CLAIMED_AT + ORPHAN_AGE_MS)).toEqual({ released: 0 });
  expect(await releaseLinkOrphans(config, CLAIMED_AT + ORPHAN_AGE_MS + 1)).toEqual({ released: 3 });
  for (const key of ['died', 'renamed', 'no-workspace']) expect(await isClaimed(domain, key)).toBe(false);
  expect(await isClaimed(domain, 'kept')).toBe(true);
});

it('leaves a name that a link bears although its record is missing: the repair writes that', async () => {
  const tenant = await seedWorkspace();
  const { domain } = tenant;
  await seedLink(tenant, { key: 'unwritten', url: 'https://acme.test/' });
  await shardOf(domain, 'unwritten')
    .prepare('UPDATE routes SET record = NULL, claimed_at = ? WHERE domain = ? AND key = ?')
    .bind(CLAIMED_AT, domain, 'unwritten')
    .run();
  expect(await releaseLinkOrphans(config, CLAIMED_AT + 2 * ORPHAN_AGE_MS)).toEqual({ released: 0 });
  expect(await isClaimed(domain, 'unwritten')).toBe(true);
});
