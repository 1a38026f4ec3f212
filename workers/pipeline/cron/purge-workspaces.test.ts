import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { domainKvKey, linkKvKey } from '#core/route/keys.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { readEnv } from '../env.ts';
import { purgeWorkspaces } from './purge-workspaces.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const { control, routes } = config;
const DATABASES: D1Database[] = [control, ...config.linkShards];
const run = (steps?: number) => purgeWorkspaces(config, NO_LOG, Date.now, steps);

async function workspaceWithLinks(links: number): Promise<Tenant> {
  const tenant = await seedWorkspace();
  await routes.put(domainKvKey(tenant.domain), '{}');
  for (let n = 0; n < links; n++) {
    await seedLink(tenant, { key: `k${n}`, url: 'https://a.test' });
    await routes.put(linkKvKey(tenant.domain, `k${n}`), '{}');
  }
  const { workspaceId } = tenant;
  const entry = (id: string) => [id, workspaceId, 'user:x', 'x.y', 'z', '{}', 'r', 1];
  await control
    .prepare(
      'INSERT INTO audit_log (id, workspace_id, actor, action, target, change, request_id, created_at) VALUES (?,?,?,?,?,?,?,?)',
    )
    .bind(...entry(`aud_${workspaceId}`))
    .run();
  await config.linkShards[0]!.prepare(
    'INSERT INTO link_audit_log (id, workspace_id, link_id, actor, action, change, request_id, created_at) VALUES (?,?,?,?,?,?,?,?)',
  )
    .bind(...entry(`aud_${workspaceId}`))
    .run();
  return tenant;
}

const endsAt = (tenant: Tenant, at: number) =>
  control.prepare('UPDATE workspaces SET delete_at = ? WHERE id = ?').bind(at, tenant.workspaceId).run();

/** Rows that mention the workspace, in any table of any database. */
async function rowsOf({ workspaceId }: Tenant): Promise<string[]> {
  const found: string[] = [];
  for (const database of DATABASES) {
    const tables = await database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
      )
      .all<{ name: string }>();
    for (const { name } of tables.results) {
      const { results } = await database.prepare(`SELECT * FROM "${name}"`).all();
      if (results.some((row) => Object.values(row).includes(workspaceId))) found.push(name);
    }
  }
  return [...new Set(found)].toSorted();
}

it('leaves nothing of a workspace whose time is over: no row, no name, no copy at the edge', async () => {
  const gone = await workspaceWithLinks(3);
  const kept = await workspaceWithLinks(2);
  const before = await rowsOf(kept);
  await endsAt(gone, Date.now() - 1);
  await endsAt(kept, Date.now() + 60_000);
  expect(await rowsOf(gone)).toEqual(before);
  for (let n = 0; n < 4; n++) await run();
  expect(await rowsOf(gone)).toEqual([]);
  expect(await routes.get(linkKvKey(gone.domain, 'k0'))).toBeNull();
  expect(await routes.get(domainKvKey(gone.domain))).toBeNull();
  expect(await rowsOf(kept)).toEqual(before);
  expect(await routes.get(linkKvKey(kept.domain, 'k0'))).not.toBeNull();
});

it('goes on where it was interrupted', async () => {
  const tenant = await workspaceWithLinks(120);
  await endsAt(tenant, Date.now() - 1);
  expect(await run(1)).toEqual({ workspaces: 0, links: 50, rows: 0 });
  expect(await run(1)).toEqual({ workspaces: 0, links: 50, rows: 0 });
  expect((await run(2)).links).toBe(20);
  for (let n = 0; n < 4; n++) await run();
  expect(await rowsOf(tenant)).toEqual([]);
});

it('stops at once when the workspace is kept', async () => {
  const tenant = await workspaceWithLinks(1);
  await control.prepare('UPDATE workspaces SET delete_at = NULL WHERE id = ?').bind(tenant.workspaceId).run();
  expect(await run()).toMatchObject({ workspaces: 0, links: 0 });
  expect(await rowsOf(tenant)).toContain('links');
});
