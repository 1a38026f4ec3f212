/** Moves of workspaces between the two real shards, with writers at work and a move that dies wherever it can. */
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createLink } from '#core/link/create.ts';
import type { Link } from '#core/link/link.ts';
import { KEEP_OLD_ROWS_MS, type ShardMove, START } from '#core/shard/move/move.ts';
import type { MoveSides } from '#core/shard/move/ports.ts';
import { type MoveTools, runMove } from '#core/shard/move/run.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { D1ShardMoves } from '#platform/d1/control/shard-moves.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { isFenced } from '#platform/d1/move/fences.ts';
import { movedTables } from '#platform/d1/move/moved-tables.ts';
import { D1MoveSides } from '#platform/d1/move/sides.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '#test/tenant.ts';
import { readEnv } from '../env.ts';
import { contextOf } from '../import/context.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];
const TIMEOUT_MS = 90_000;
/** Several pages. */
const LINKS = 600;
const SMALL = 40;
const WRITERS = 3;

const FILL = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
INSERT INTO links (id, workspace_id, domain, key, url, title, tag_ids, archived, external_id, created_at, updated_at)
SELECT 'link_' || ?1 || printf('%05d', i), ?1, ?2, 'k' || i, 'https://acme.com/' || i, 'Autumn ' || i,
  iif(i % 3 = 0, '["tag_' || ?1 || '"]', '[]'), i % 5 = 0, iif(i % 7 = 0, 'ext' || i, NULL), 1000 + i, 1000 + i FROM n`;

/** One row and more in every table that moves. */
async function furnish({ workspaceId: ws, domain }: Tenant, links: number): Promise<void> {
  const run = (sql: string, ...values: unknown[]) => testEnv.LINKS_0.prepare(sql).bind(...values);
  await testEnv.LINKS_0.batch([
    run(FILL, ws, domain, links),
    run(
      `INSERT INTO tags (id, workspace_id, name, name_key, color, created_at, updated_at) VALUES ('tag_' || ?1, ?1, 'Red', 'red', 'red', 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO folders (id, workspace_id, name, name_key, access_level, created_at, updated_at) VALUES ('fold_' || ?1, ?1, 'F', 'f', 'write', 1, 1)`,
      ws,
    ),
    run(`INSERT INTO folder_members VALUES (?1, 'user_1', 'fold_' || ?1, 'read', 1)`, ws),
    run(
      `INSERT INTO utm_templates (id, workspace_id, name, name_key, utm, created_at, updated_at) VALUES ('utm_' || ?1, ?1, 'U', 'u', '{"utm_source":"x"}', 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO link_comments (id, workspace_id, link_id, user_id, body, created_at) VALUES ('comm_' || ?1, ?1, 'l', 'u', 'It’s "good"', 1)`,
      ws,
    ),
    run(`INSERT INTO deleted_links VALUES ('gone_' || ?1, ?1, '{}', NULL, 'u', 1)`, ws),
    run(`INSERT INTO link_outbox VALUES ('evt_' || ?1, ?1, 'link.created', '{}', 1)`, ws),
    run(
      `INSERT INTO link_health (link_id, workspace_id, url, state, next_check_at) VALUES ('h_' || ?1, ?1, 'https://a.test', 'ok', 1)`,
      ws,
    ),
    run(`INSERT INTO pending_copies VALUES (?2, 'noted', 'l', ?1, 1, 1)`, ws, domain),
    run(
      `INSERT INTO link_audit_log (id, workspace_id, link_id, actor, action, change, request_id, created_at) VALUES ('aud_' || ?1, ?1, 'l', 'a', 'link.create', '{}', 'r', 1)`,
      ws,
    ),
    run(
      `INSERT INTO customers (id, workspace_id, external_id, link_id, click_id, click, sale_amount, created_at, updated_at) VALUES ('cus_' || ?1, ?1, 'e', 'l', 'c', '{}', 4200, 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO conversions (workspace_id, claim, customer_id, event_id, event, quantity, sale_type, created_at) VALUES (?1, 'claim', 'c', 'e', '{}', 1, '', 1)`,
      ws,
    ),
  ]);
}

async function begin({
  workspaceId,
}: Tenant): Promise<{ move: ShardMove; moves: D1ShardMoves; sides: D1MoveSides; tools: MoveTools }> {
  const now = Date.now();
  const id = `mov_${crypto.randomUUID()}`;
  const times = { createdAt: now, updatedAt: now, switchedAt: null, finishedAt: null };
  const move: ShardMove = {
    id,
    workspaceId,
    fromShard: 0,
    toShard: 1,
    state: 'copying',
    actor: 'user:op',
    cursor: START,
    tables: {},
    error: null,
    ...times,
  };
  const moves = new D1ShardMoves(testEnv.CONTROL);
  const entry = {
    id: `aud_${id}`,
    workspaceId,
    actor: 'user:op',
    action: 'workspace.move-begin',
    target: id,
    change: '{}',
    requestId: id,
    ipHash: null,
    createdAt: now,
  };
  expect(await moves.insert(move, entry)).toBe(true);
  const sides = new D1MoveSides(SHARDS, move);
  return { move, moves, sides, tools: { moves, sides, now: Date.now, changesPerPage: 20 } };
}

/** Every row of the workspace on a shard, by table, in an order of its own. What triggers derive is looked at, too. */
async function rowsOn(shard: D1Database, workspaceId: string): Promise<Record<string, unknown[]>> {
  const names = [...(await movedTables(shard)).map(({ name }) => name), 'link_tags', 'link_counts'];
  const read = names.map(async (name): Promise<[string, unknown[]]> => {
    const { results } = await shard.prepare(`SELECT * FROM "${name}" WHERE workspace_id = ?`).bind(workspaceId).all();
    return [name, results.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
  });
  return Object.fromEntries(await Promise.all(read));
}

const shardOf = (workspaceId: string) =>
  testEnv.CONTROL.prepare('SELECT link_shard AS shard FROM workspaces WHERE id = ?')
    .bind(workspaceId)
    .first<number>('shard');

/** Anything of a move that is left on either shard. */
async function traces(workspaceId: string): Promise<unknown[]> {
  const left = await Promise.all(
    SHARDS.map((shard) =>
      shard
        .prepare(
          `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'move_${workspaceId}_*' UNION ALL SELECT role FROM absent_workspaces WHERE workspace_id = ?1
           UNION ALL SELECT row_key FROM move_journal WHERE workspace_id = ?1 UNION ALL SELECT 'fence' FROM move_fences WHERE workspace_id = ?1`,
        )
        .bind(workspaceId)
        .all(),
    ),
  );
  return left.flatMap(({ results }) => results);
}

const untilOver = async (tools: MoveTools, id: string) => {
  while (await runMove(tools, id, 0));
};
const later = (tools: MoveTools): MoveTools => ({ ...tools, now: () => Date.now() + KEEP_OLD_ROWS_MS + 1_000 });

/** A seeded choice, so that a failure can be run again. */
function chooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

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

/** The same sides with one method changed; methods keep their object. */
function withSide<Name extends keyof MoveSides>(sides: MoveSides, name: Name, method: MoveSides[Name]): MoveSides {
  return new Proxy(sides, {
    get(of, asked) {
      if (asked === name) return method;
      const value = Reflect.get(of, asked) as unknown;
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}

/** Dies before or after any call it makes, as the seed will have it. */
function dying<Of extends object>(of: Of, choose: (below: number) => number): Of {
  return new Proxy(of, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const fate = choose(20);
        if (fate === 0) throw new Error('killed before');
        const result: unknown = await (value as (...given: unknown[]) => Promise<unknown>).apply(target, args);
        if (fate === 1) throw new Error('killed after');
        return result;
      };
    },
  });
}

interface Writer {
  expected: Map<string, string>;
  refused: number;
}

/** Creates, changes, renames and deletes links as requests do: each looks up where the workspace lives, and may be refused. */
async function writeSome(tenant: Tenant, choose: (below: number) => number, writer: Writer, n: number): Promise<void> {
  const workspace = await livingWorkspace(config.control, tenant.workspaceId);
  if (!workspace) throw new Error('no workspace');
  const actor = {
    workspace: { ...workspace, plan: 'enterprise' },
    userId: tenant.userId,
    role: 'owner',
    requestId: 'r',
  } as const;
  const { one } = contextOf(config, NO_LOG, actor);
  const entry = (link: Pick<Link, 'id'>) => ({
    id: `aud_${crypto.randomUUID()}`,
    workspaceId: tenant.workspaceId,
    actor: 'user:u',
    action: 'link.update',
    target: link.id,
    change: '{}',
    requestId: 'r',
    ipHash: null,
    createdAt: Date.now(),
  });
  const known = [...writer.expected.keys()];
  const id = known[choose(known.length)] ?? '';
  try {
    const what = choose(4);
    if (what === 0 || id === '') {
      // Every other one wants a name that somebody else wants, too.
      const link = await createLink(one, {
        url: `https://acme.com/new/${n}`,
        ...(n % 2 === 0 && { key: `shared-${n % 10}` }),
      });
      writer.expected.set(link.id, link.url);
      return;
    }
    const link = await one.links.byId(id);
    if (!link) throw new Error(`${id} is lost on shard ${workspace.linkShard}`);
    if (what === 3) {
      if (await one.links.remove(link, entry(link))) writer.expected.delete(id);
      return;
    }
    const url = `https://acme.com/changed/${n}`;
    const next = { ...link, url, revision: link.revision + 1, updatedAt: Date.now() };
    if ((await one.links.update(link, next, entry(link))) === 'written') writer.expected.set(id, url);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (isFenced(error) || code === 'service_unavailable') writer.refused += 1;
    else if (code !== 'conflict') throw error;
  }
}

describe('a move under way while others write, dying wherever it can', () => {
  it.each([1, 2, 3])(
    'loses no link, doubles none, and keeps every name unique (seed %i)',
    async (seed) => {
      const tenant = await seedWorkspace();
      await furnish(tenant, SMALL);
      const choose = chooser(seed);
      const { tools, move, moves, sides } = await begin(tenant);
      const mortal: MoveTools = { ...tools, moves: dying(moves, choose), sides: dying(sides, choose) };
      const { results } = await testEnv.LINKS_0.prepare('SELECT id, url FROM links WHERE workspace_id = ?')
        .bind(tenant.workspaceId)
        .all<{ id: string; url: string }>();
      // Each writer has links of its own, so that it knows what must have become of them.
      const writers = Array.from({ length: WRITERS }, (_, own): Writer => {
        const links = results.filter((_link, index) => index % WRITERS === own);
        return { expected: new Map(links.map(({ id, url }) => [id, url])), refused: 0 };
      });
      let n = 0;
      let writing = true;
      const atWork = writers.map(async (writer) => {
        while (writing) await writeSome(tenant, choose, writer, n++);
      });
      for (let turn = 0; turn < 2_000 && (await moves.byId(move.id))?.state !== 'switched'; turn++)
        await runMove(mortal, move.id, 0).catch(() => undefined);
      // Writers go on for a while where the workspace lives now.
      for (const until = n + 20; n < until;) await new Promise((resolve) => setTimeout(resolve, 5));
      writing = false;
      await Promise.all(atWork);
      const expected = new Map(writers.flatMap((writer) => [...writer.expected]));
      await untilOver(later(tools), move.id);
      expect([(await moves.byId(move.id))?.state, await shardOf(tenant.workspaceId)]).toEqual(['done', 1]);
      const here = await testEnv.LINKS_1.prepare('SELECT id, url, domain, key FROM links WHERE workspace_id = ?')
        .bind(tenant.workspaceId)
        .all<{ id: string; url: string; domain: string; key: string }>();
      expect(new Map(here.results.map(({ id, url }) => [id, url]))).toEqual(expected);
      expect(new Set(here.results.map(({ key }) => key)).size).toBe(here.results.length);
      expect(Object.values(await rowsOn(testEnv.LINKS_0, tenant.workspaceId)).flat()).toEqual([]);
      const shared = here.results.filter(({ key }) => key.startsWith('shared-'));
      for (const { id, domain, key } of shared) {
        const claims = await Promise.all(
          SHARDS.map((shard) =>
            shard.prepare('SELECT link_id AS id FROM routes WHERE domain = ? AND key = ?').bind(domain, key).all(),
          ),
        );
        expect(claims.flatMap((claim) => claim.results)).toEqual([{ id }]);
      }
      const counted = await testEnv.LINKS_1.prepare(
        `SELECT sum(n) AS n FROM link_counts WHERE workspace_id = ? AND facet = 'all'`,
      )
        .bind(tenant.workspaceId)
        .first<number>('n');
      expect(counted).toBe(here.results.length);
      expect(await traces(tenant.workspaceId)).toEqual([]);
      expect(expected.size).toBeGreaterThan(SMALL / 2);
    },
    TIMEOUT_MS,
  );
});
