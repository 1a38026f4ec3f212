/** A move under way while others write on both sides of it, killed by seed wherever it can die. */
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createLink } from '#core/link/create.ts';
import type { Link } from '#core/link/link.ts';
import { type MoveTools, runMove } from '#core/shard/move/run.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { isFenced } from '#platform/d1/move/fences.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '#test/tenant.ts';
import { readEnv } from '../env.ts';
import { contextOf } from '../import/context.ts';
import { begin, furnish, later, rowsOn, shardOf, SHARDS, SMALL, traces, untilOver } from '../testing/moving.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const TIMEOUT_MS = 90_000;
const WRITERS = 3;

/** A seeded choice, so that a failure can be run again. */
function chooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Dies before or after any call it makes, as the seed will have it. */
function dying<Of extends object>(of: Of, choose: (below: number) => number): Of {
  return new Proxy(of, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const fate = choose(30);
        if (fate === 0) throw new Error('killed before');
        const result: unknown = await (value as (...given: unknown[]) => Promise<unknown>).apply(target, args);
        if (fate === 1) throw new Error('killed after');
        return result;
      };
    },
  });
}

/** A person is not faster. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 30));

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
  it.each([1, 2])(
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
        while (writing) {
          await writeSome(tenant, choose, writer, n++);
          await pause();
        }
      });
      for (let turn = 0; turn < 2_000 && (await moves.byId(move.id))?.state !== 'switched'; turn++)
        await runMove(mortal, move.id, 0).catch(() => undefined);
      // Writers go on for a while where the workspace lives now.
      for (const until = n + 20; n < until;) await pause();
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
