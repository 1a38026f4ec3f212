import { describe, expect, it } from 'vitest';
import type { WireMove } from '#core/shard/move/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { Fences } from '#platform/d1/move/fences.ts';
import { movedTables } from '#platform/d1/move/moved-tables.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { operator } from '../abuse/test-desk.ts';
import { owner } from '../audit/test-scripts.ts';
import { callAs } from '../test-client.ts';

type Refusal = { error: { code: string; message: string } };
const TIMEOUT_MS = 60_000;

describe('a move between link shards', () => {
  it(
    'is begun by an operator and runs by itself; the workspace goes on as it was',
    async () => {
      const [desk, tenant] = [await operator(), await seedWorkspace()];
      for (const key of ['a', 'b', 'c']) await seedLink(tenant, { key, url: `https://acme.com/${key}` });
      const begun = await desk.call<WireMove>('POST', '/moves', { workspaceId: tenant.workspaceId, toShard: 1 });
      expect([begun.status, begun.body.state]).toEqual([200, 'copying']);
      const move = await eventually(async () => {
        const { body } = await desk.call<WireMove>('GET', `/moves/${begun.body.id}`);
        if (body.state !== 'switched') throw new Error(`It is ${body.state}: ${body.error}`);
        return body;
      });
      expect(move).toMatchObject({ fromShard: 0, toShard: 1, tables: { links: { rows: 3 } } });
      const call = callAs(tenant);
      expect((await call<WireLink[]>('GET', '/links')).body.map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'c']);
      const { status, body } = await call<WireLink>('POST', '/links', { url: 'https://acme.com/d', key: 'd' });
      const at = async (shard: D1Database) => shard.prepare('SELECT id FROM links WHERE id = ?').bind(body.id).first();
      expect([status, await at(testEnv.LINKS_0), await at(testEnv.LINKS_1)]).toEqual([200, null, { id: body.id }]);
      const again = await call<Refusal>('POST', '/links', { url: 'https://acme.com/e', key: 'a' });
      expect(again.status).toBe(409);
      const log = await call<{ action: string }[]>('GET', '/audit-log');
      expect(log.body.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['workspace.begin-move', 'workspace.move']),
      );
      expect((await desk.call<Refusal>('POST', `/moves/${move.id}/cancel`)).status).toBe(409);
      expect((await desk.call<Refusal>('POST', '/moves', { workspaceId: tenant.workspaceId, toShard: 0 })).status).toBe(
        409,
      );
      expect((await desk.call<WireMove[]>('GET', '/moves')).body.map(({ id }) => id)).toContain(move.id);
    },
    TIMEOUT_MS,
  );

  it(
    'is refused where it makes no sense, and does not exist for anybody else',
    async () => {
      const [desk, person, tenant] = [await operator(), await owner(), await seedWorkspace()];
      const begin = (input: object) => desk.call<Refusal>('POST', '/moves', input);
      expect((await begin({ workspaceId: tenant.workspaceId, toShard: 2 })).body.error.message).toMatch(
        /toShard: must be a link shard from 0 to 1/,
      );
      expect((await begin({ workspaceId: tenant.workspaceId, toShard: 0 })).body.error.message).toMatch(
        /lives already/,
      );
      expect((await begin({ workspaceId: 'ws_none', toShard: 1 })).status).toBe(404);
      for (const [method, path] of [
        ['GET', '/moves'],
        ['POST', '/moves'],
        ['GET', '/moves/x'],
        ['POST', '/moves/x/cancel'],
      ] as const)
        expect([
          path,
          (
            await person.call(
              method,
              path,
              method === 'POST' ? { workspaceId: person.workspaceId, toShard: 1 } : undefined,
            )
          ).status,
        ]).toEqual([path, 404]);
    },
    TIMEOUT_MS,
  );
});

describe('a write while a fence is shut', () => {
  it(
    'is answered 503 and when to try again; reads go on, and so do writes afterwards',
    async () => {
      const tenant = await seedWorkspace();
      const id = await seedLink(tenant, { key: 'held', url: 'https://acme.com/held' });
      const fences = new Fences(testEnv.LINKS_0, tenant.workspaceId);
      await fences.build(await movedTables(testEnv.LINKS_0));
      await fences.shut(600_000);
      const call = callAs(tenant);
      const writes: [string, string, object?][] = [
        ['POST', '/links', { url: 'https://acme.com/new', key: 'new' }],
        ['PATCH', `/links/${id}`, { title: 'x' }],
        ['DELETE', `/links/${id}`],
        ['POST', '/tags', { name: 'x' }],
      ];
      for (const [method, path, body] of writes) {
        const answer = await call<Refusal>(method, path, body);
        expect([method, path, answer.status, answer.headers.get('retry-after')]).toEqual([method, path, 503, '5']);
      }
      expect((await call<WireLink>('GET', `/links/info?linkId=${id}`)).body.key).toBe('held');
      await fences.pullDown();
      expect((await call('POST', '/links', { url: 'https://acme.com/new', key: 'new' })).status).toBe(200);
      expect((await call('PATCH', `/links/${id}`, { title: 'x' })).status).toBe(200);
    },
    TIMEOUT_MS,
  );
});
