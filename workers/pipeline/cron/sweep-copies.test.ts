import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { linkKvKey } from '#core/route/keys.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { readEnv } from '../env.ts';
import { sweepLinkCopies } from './sweep-copies.ts';

const config = readEnv(bindings as unknown as PipelineEnv);

/** Runs until every shard has been through once. */
async function sweepAll(pageSize: number): Promise<number> {
  let mended = 0;
  for (let run = 0; run < 200; run++) {
    const totals = await sweepLinkCopies(config, pageSize);
    mended += totals.mended;
    if ((await config.routes.list({ prefix: 'sweep:' })).keys.length === 0) return mended;
  }
  throw new Error('The sweep does not come to an end.');
}

it('finds lost and stale copies of all shards in runs of any size, and nothing more the second time', async () => {
  const tenant = await seedWorkspace();
  const { domain } = tenant;
  const keys = Array.from({ length: 20 }, (_, index) => `swept-${index}`);
  for (const key of keys) await seedLink(tenant, { key, url: `https://acme.test/${key}` });
  await config.routes.put(linkKvKey(domain, 'swept-3'), '{"stale":true}');

  expect(await sweepAll(6)).toBeGreaterThanOrEqual(keys.length);
  for (const key of keys) expect(await config.routes.get(linkKvKey(domain, key))).toContain(`https://acme.test/${key}`);
  expect(await sweepAll(6)).toBe(0);
});
