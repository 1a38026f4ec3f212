import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { linkKvKey } from '#core/route/keys.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { readEnv } from '../env.ts';
import { repairLinkCopies } from './repair-copies.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const NOTED_AT = Date.UTC(2026, 10, 21);
const LATER = NOTED_AT + 60_000;

async function note(shard: number, values: [string, string, string, string, number]): Promise<void> {
  const insert =
    'INSERT INTO pending_copies (domain, key, link_id, workspace_id, revision, since) VALUES (?, ?, ?, ?, ?, ?)';
  await config.linkShards[shard]
    ?.prepare(insert)
    .bind(...values, NOTED_AT)
    .run();
}

it('writes the copy of a noted link, takes out the copy of a deleted one, and clears both notes', async () => {
  const tenant = await seedWorkspace();
  const { domain, workspaceId, linkShard } = tenant;
  const linkId = await seedLink(tenant, { key: 'kept', url: 'https://acme.test/kept' });
  await note(linkShard, [domain, 'kept', linkId, workspaceId, 1]);
  await config.routes.put(linkKvKey(domain, 'gone'), '{"stale":true}');
  await note(linkShard, [domain, 'gone', 'link_gone', workspaceId, 0]);

  expect(await repairLinkCopies(config, NO_LOG, LATER)).toEqual({ repaired: 2, failed: 0 });
  expect(await config.routes.get(linkKvKey(domain, 'kept'))).toContain('https://acme.test/kept');
  expect(await config.routes.get(linkKvKey(domain, 'gone'))).toBeNull();
  expect(await repairLinkCopies(config, NO_LOG, LATER)).toEqual({ repaired: 0, failed: 0 });
});

it('goes on with the other notes when one belongs to a workspace that is gone', async () => {
  const tenant = await seedWorkspace();
  const linkId = await seedLink(tenant, { key: 'next', url: 'https://acme.test/next' });
  await note(tenant.linkShard, ['x.test', 'lost', 'link_lost', 'ws_lost', 1]);
  await note(tenant.linkShard, [tenant.domain, 'next', linkId, tenant.workspaceId, 1]);
  expect(await repairLinkCopies(config, NO_LOG, LATER)).toEqual({ repaired: 1, failed: 1 });
});
