/** The routes of moves between link shards, each translating one request into one verb. */
import type { Context } from 'hono';
import { requireOperator } from '#core/abuse/operator.ts';
import { jobName } from '#core/job/contract.ts';
import { beginMove, cancelMove, getMove, listMoves, type MovesContext } from '#core/shard/move/steer.ts';
import { toWireMove } from '#core/shard/move/wire.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { D1ShardMoves } from '#platform/d1/control/shard-moves.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { describeError } from '#platform/log/log.ts';
import { type ApiContext, personOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './routes.ts';

export const moveApp = createRouter()
  .openapi(routes.beginMoveRoute, async (c) =>
    c.json(toWireMove(await beginMove(await contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.listMovesRoute, async (c) => c.json((await listMoves(await contextOf(c))).map(toWireMove), 200))
  .openapi(routes.getMoveRoute, async (c) =>
    c.json(toWireMove(await getMove(await contextOf(c), c.req.valid('param').moveId)), 200),
  )
  .openapi(routes.cancelMoveRoute, async (c) =>
    c.json(toWireMove(await cancelMove(await contextOf(c), c.req.valid('param').moveId)), 200),
  );

/** Throws `not_found` for everybody who is no operator. */
async function contextOf(c: Context<ApiContext>): Promise<MovesContext> {
  const { config, log } = c.get('services');
  const { userId, requestId, ipHash } = personOf(c);
  requireOperator(config.operators, await findPerson(config.control, userId));
  return {
    operator: { userId, requestId, ...(ipHash !== undefined && { ipHash }) },
    moves: new D1ShardMoves(config.control),
    workspace: (id) => livingWorkspace(config.control, id),
    shardCount: config.linkShards.length,
    async wake({ workspaceId, id }) {
      const task = { kind: 'move', workspaceId, jobId: id } as const;
      try {
        await config.jobRunnerOf(jobName(task)).wake(task);
      } catch (error) {
        log.warn('move.wake_failed', { move: id, error: describeError(error) });
      }
    },
    now: Date.now,
  };
}
