/** Moves of workspaces between the two real shards: what arrives, what stays behind, and the fence. */
import { describe, expect, it } from 'vitest';
import { type MoveTools, runMove } from '#core/shard/move/run.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { isFenced } from '#platform/d1/move/fences.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '#test/tenant.ts';
import { begin, furnish, later, rowsOn, shardOf, SHARDS, SMALL, traces, untilOver } from '../testing/moving.ts';

const TIMEOUT_MS = 90_000;
/** Several pages. */
const LINKS = 600;

describe('a move to another link shard', () => {
  it(
    'brings every row of every table, and leaves nothing behind',
    async () => {
      const [tenant, neighbour] = [await seedWorkspace(), await seedWorkspace()];
      await furnish(tenant, LINKS);
      await furnish(neighbour, SMALL);
      const before = await rowsOn(testEnv.LINKS_0, tenant.workspaceId);
      expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
      const others = await rowsOn(testEnv.LINKS_0, neighbour.workspaceId);
      const { tools, move, moves } = await begin(tenant);
      await untilOver(tools, move.id);
      expect(await shardOf(tenant.workspaceId)).toBe(1);
      expect(await rowsOn(testEnv.LINKS_1, tenant.workspaceId)).toEqual(before);
      const shown = await moves.byId(move.id);
      expect(shown).toMatchObject({ state: 'switched', error: null, tables: { links: { rows: LINKS, mended: 0 } } });
      for (const table of Object.values(shown?.tables ?? {})) expect(table.fromSum).toBe(table.toSum);
      const search = { search: { whole: false, words: [{ text: 'autumn', tagIds: [] }] }, showArchived: true };
      const page = { limit: 100, offset: 0, sort: 'createdAt', order: 'desc' } as const;
      const found = await Promise.all(
        SHARDS.map((shard) => new WorkspaceLinks(shard, tenant.workspaceId).list(search, page)),
      );
      expect(found[1]?.map(({ id }) => id)).toEqual(found[0]?.map(({ id }) => id));
      await untilOver(later(tools), move.id);
      expect((await moves.byId(move.id))?.state).toBe('done');
      expect(Object.values(await rowsOn(testEnv.LINKS_0, tenant.workspaceId)).flat()).toEqual([]);
      expect(await rowsOn(testEnv.LINKS_1, tenant.workspaceId)).toEqual(before);
      expect(await rowsOn(testEnv.LINKS_0, neighbour.workspaceId)).toEqual(others);
      expect(await traces(tenant.workspaceId)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'refuses what still writes to the old shard after the switch, and says nothing about what it cannot know',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const { tools, move } = await begin(tenant);
      await untilOver(tools, move.id);
      const late = await testEnv.LINKS_0.prepare('UPDATE links SET title = ? WHERE workspace_id = ?')
        .bind('x', tenant.workspaceId)
        .run()
        .catch((error: unknown) => error);
      expect(isFenced(late)).toBe(true);
      await expect(new WorkspaceLinks(testEnv.LINKS_0, tenant.workspaceId).byId('link_unknown')).rejects.toMatchObject({
        code: 'service_unavailable',
      });
      expect(await new WorkspaceLinks(testEnv.LINKS_1, tenant.workspaceId).byId('link_unknown')).toBeUndefined();
    },
    TIMEOUT_MS,
  );
});

describe('a move to another link shard that does not go straight', () => {
  it(
    'that is called off leaves everything where it was',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const before = await rowsOn(testEnv.LINKS_0, tenant.workspaceId);
      const { tools, move, moves } = await begin(tenant);
      for (let step = 0; step < 12; step++) await runMove(tools, move.id, 0);
      expect(Object.values(await rowsOn(testEnv.LINKS_1, tenant.workspaceId)).flat().length).toBeGreaterThan(0);
      await moves.change(move.id, ['copying', 'comparing', 'following'], { state: 'canceling' });
      await untilOver(tools, move.id);
      expect([(await moves.byId(move.id))?.state, await shardOf(tenant.workspaceId)]).toEqual(['canceled', 0]);
      expect(await rowsOn(testEnv.LINKS_0, tenant.workspaceId)).toEqual(before);
      expect(Object.values(await rowsOn(testEnv.LINKS_1, tenant.workspaceId)).flat()).toEqual([]);
      expect(await traces(tenant.workspaceId)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'whose fence stood too long lets writes go on, and tries again',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const { tools, sides, move, moves } = await begin(tenant);
      let tries = 0;
      const slow: MoveTools = {
        ...tools,
        sides: withSide(sides, 'settle', async () => {
          const differing = await sides.settle();
          if (++tries === 1) await sides.shut(-1);
          return differing;
        }),
      };
      while ((await moves.byId(move.id))?.state !== 'following') await runMove(slow, move.id, 0);
      await runMove(slow, move.id, 0);
      expect([tries, await shardOf(tenant.workspaceId), await sides.fence()]).toEqual([1, 0, 'open']);
      await testEnv.LINKS_0.prepare('UPDATE links SET title = ? WHERE workspace_id = ?')
        .bind('between', tenant.workspaceId)
        .run();
      await untilOver(slow, move.id);
      expect([tries, await shardOf(tenant.workspaceId)]).toEqual([2, 1]);
      const { results } = await testEnv.LINKS_1.prepare('SELECT DISTINCT title FROM links WHERE workspace_id = ?')
        .bind(tenant.workspaceId)
        .all();
      expect(results).toEqual([{ title: 'between' }]);
    },
    TIMEOUT_MS,
  );
});

describe('the last moment of a move', () => {
  const title = (shard: D1Database, { workspaceId }: Tenant, text: string) =>
    shard.prepare('UPDATE links SET title = ? WHERE workspace_id = ?').bind(text, workspaceId).run();
  const titles = async ({ workspaceId }: Tenant) =>
    (
      await testEnv.LINKS_1.prepare('SELECT DISTINCT title FROM links WHERE workspace_id = ?')
        .bind(workspaceId)
        .all<{ title: string }>()
    ).results.map((row) => row.title);

  it(
    'takes along what is written just before the fence is shut',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const { tools, sides, move } = await begin(tenant);
      const late = withSide(sides, 'shut', async (forMs) => {
        if (forMs > 0) await title(testEnv.LINKS_0, tenant, 'just before');
        await sides.shut(forMs);
      });
      await untilOver({ ...tools, sides: late }, move.id);
      expect([await shardOf(tenant.workspaceId), await titles(tenant)]).toEqual([1, ['just before']]);
    },
    TIMEOUT_MS,
  );

  it(
    'may be a death between fence and switch: writes stay refused until the next run has switched',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const { tools, sides, moves, move } = await begin(tenant);
      const dead = { ...tools, moves: withSide(moves, 'switch', () => Promise.reject(new Error('killed'))) };
      await expect(untilOver(dead, move.id)).rejects.toThrow('killed');
      expect([await shardOf(tenant.workspaceId), await sides.fence()]).toEqual([0, 'shut for good']);
      expect(isFenced(await title(testEnv.LINKS_0, tenant, 'lost').catch((error: unknown) => error))).toBe(true);
      await untilOver(tools, move.id);
      expect(await shardOf(tenant.workspaceId)).toBe(1);
      await title(testEnv.LINKS_1, tenant, 'after');
      expect(await titles(tenant)).toEqual(['after']);
    },
    TIMEOUT_MS,
  );
});

/** The same with one method changed; methods keep their object. */
function withSide<Of extends object, Name extends keyof Of>(side: Of, name: Name, method: Of[Name]): Of {
  return new Proxy(side, {
    get(of, asked) {
      if (asked === name) return method;
      const value = Reflect.get(of, asked) as unknown;
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}
