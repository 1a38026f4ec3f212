import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { eventually } from '#test/eventually.ts';
import { activeLinks } from '#platform/clickhouse/active-links.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedLink, seedWorkspace } from '../../../test/support/worker/seed.ts';
import { readEnv } from '../env.ts';
import { row } from '../testing/click.ts';
import { copyLinkCounts } from './copy-link-counts.ts';

const config = readEnv(bindings as unknown as PipelineEnv);

const countsOf = async (workspaceId: string) =>
  (
    await testEnv.LINKS_0.prepare(
      'SELECT key, clicks, last_clicked_at AS clicked, revision FROM links WHERE workspace_id = ? ORDER BY key',
    )
      .bind(workspaceId)
      .all<{ key: string; clicks: number; clicked: number; revision: number }>()
  ).results;

it('brings every link that was clicked its count, a few links each run, and writes nothing that has not changed', async () => {
  const tenant = await seedWorkspace();
  const { workspaceId } = tenant;
  const ledger = config.ledgers.get(config.ledgers.nameOf(workspaceId));
  const now = Date.now();
  const clicksOf: Record<string, number> = { a: 3, b: 1, c: 2 };
  for (const [key, count] of Object.entries(clicksOf)) {
    const linkId = await seedLink(tenant, { key, url: 'https://acme.test' });
    await ledger.append(Array.from({ length: count }, (_, n) => row({ workspaceId, linkId, ts: now - n * 1_000 })));
  }
  await seedLink(tenant, { key: 'idle', url: 'https://acme.test' });
  await eventually(async () => {
    const active = await activeLinks(config.clickhouse, now - 60_000, undefined, 1_000);
    expect(active.filter((link) => link.workspaceId === workspaceId)).toHaveLength(3);
  });

  let changed = 0;
  for (let run = 0; run < 50; run++) {
    const copied = await copyLinkCounts(config, now, 2);
    expect(copied.looked).toBeLessThanOrEqual(2);
    changed += copied.changed;
    if (copied.looked < 2) break;
  }
  expect(await countsOf(workspaceId)).toEqual([
    { key: 'a', clicks: 3, clicked: now, revision: 1 },
    { key: 'b', clicks: 1, clicked: now, revision: 1 },
    { key: 'c', clicks: 2, clicked: now, revision: 1 },
    { key: 'idle', clicks: 0, clicked: 0, revision: 1 },
  ]);
  expect(changed).toBeGreaterThanOrEqual(3);
  expect(await copyLinkCounts(config, now + 60_000)).toMatchObject({ changed: 0 });
});
