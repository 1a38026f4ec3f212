/** What the operations about moves between link shards need before their examples can succeed: an operator, and something to move. */
import type { Arrange, Scene } from './arrange.ts';
import { asOperator } from './arrange-abuse.ts';

export const MOVES: Record<string, Arrange> = {
  'GET /moves': asOperator,
  'POST /moves': async (scene) => ({ body: await aJourney(scene) }),
  'GET /moves/{moveId}': async (scene) => {
    const { id } = (await scene.call('POST', '/moves', await aJourney(scene))).body as { id: string };
    scene.cast.know(id);
  },
  'POST /moves/{moveId}/cancel': async (scene) => {
    await asOperator(scene);
    const id = `mov_${crypto.randomUUID()}`;
    // Of a workspace that is not there: nothing runs it, so that it can be called off.
    const sql = `INSERT INTO shard_moves (id, workspace_id, from_shard, to_shard, state, actor, cursor, tables, created_at, updated_at)
      VALUES (?, ?, 0, 1, 'copying', 'user:op', '{"table":"","after":null}', '{}', ?, ?)`;
    const now = Date.now();
    await scene.stack.writeRows([{ database: 'CONTROL', sql, values: [id, `ws_${id}`, now, now] }]);
    scene.cast.know(id);
  },
};

/** A workspace of its own, which lives on the first shard. */
async function aJourney(scene: Scene): Promise<{ workspaceId: string; toShard: number }> {
  await asOperator(scene);
  const { workspaceId } = await scene.stack.seedTenant();
  return { workspaceId, toShard: 1 };
}
