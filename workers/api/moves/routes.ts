/** The routes of moves between link shards: for the operators of the installation. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { beginMoveSchema, moveParamSchema, moveSchema } from '#core/shard/move/wire.ts';
import { READS_FIELD } from '../audit/leave-trail.ts';
import { signedIn } from '../openapi/access.ts';
import { answers, jsonBody } from '../openapi/responses.ts';

const OPERATORS = 'For the operators of this installation; for everybody else there is nothing here.';
const tags = ['Operators'];
/** The verb writes into the log of the workspace that is moved, which is not the operator's own. */
const OWN_LOG = { [READS_FIELD]: true } as const;
const one = (description: string) => answers(200, description, moveSchema);

export const beginMoveRoute = createRoute({
  method: 'post',
  path: '/moves',
  operationId: 'beginMove',
  tags,
  ...signedIn(),
  ...OWN_LOG,
  summary: 'Move a workspace to another link shard',
  description: `${OPERATORS} Redirects never stop; writes are refused for a few seconds at the switch, with 503 and Retry-After.`,
  request: jsonBody(beginMoveSchema),
  responses: one('The move, copying.'),
});

export const listMovesRoute = createRoute({
  method: 'get',
  path: '/moves',
  operationId: 'listMoves',
  tags,
  ...signedIn(),
  summary: 'List moves',
  description: `${OPERATORS} The newest first.`,
  responses: answers(200, 'Moves.', z.array(moveSchema)),
});

export const getMoveRoute = createRoute({
  method: 'get',
  path: '/moves/{moveId}',
  operationId: 'getMove',
  tags,
  ...signedIn(),
  summary: 'See how far a move has come',
  description: OPERATORS,
  request: { params: moveParamSchema },
  responses: one('The move.'),
});

export const cancelMoveRoute = createRoute({
  method: 'post',
  path: '/moves/{moveId}/cancel',
  operationId: 'cancelMove',
  tags,
  ...signedIn(),
  ...OWN_LOG,
  summary: 'Call a move off',
  description: `${OPERATORS} Before the switch alone; what was copied is removed.`,
  request: { params: moveParamSchema },
  responses: one('The move, canceling.'),
});
