/** Begins, shows and calls off moves of workspaces: what the operators of an installation do, whoever owns the workspace. */
import type { AuditAction } from '../../audit/actions.ts';
import { type AuditEntry, auditEntry } from '../../audit/entry.ts';
import type { Workspace } from '../../access/actor.ts';
import { AppError } from '../../error/app-error.ts';
import { refusal } from '../../error/refuse.ts';
import { newEntityId } from '../../id/entity-id.ts';
import { BEFORE_SWITCH, type ShardMove, START } from './move.ts';
import type { MoveStore } from './ports.ts';
import type { BeginMoveInput } from './wire.ts';

/** Moves of one page: an installation has a handful under way. */
const MAX_LISTED = 100;

export interface MovesContext {
  /** The operator, who need not belong to the workspace. */
  operator: { userId: string; requestId: string; ipHash?: string };
  moves: MoveStore;
  workspace(id: string): Promise<Workspace | undefined>;
  shardCount: number;
  /** Sets the move going; the cron does when this fails. */
  wake(move: ShardMove): Promise<void>;
  now: () => number;
}

/** Throws `not_found` for an unknown workspace, `unprocessable_entity` for a shard that is none or its own, `conflict` while it moves already. */
export async function beginMove(context: MovesContext, input: BeginMoveInput): Promise<ShardMove> {
  const { moves, operator, shardCount } = context;
  const workspace = await context.workspace(input.workspaceId);
  if (!workspace) throw new AppError('not_found', `There is no workspace ${input.workspaceId} that could be moved.`);
  if (input.toShard >= shardCount)
    throw refusal('toShard', `must be a link shard from 0 to ${shardCount - 1}`, input.toShard);
  if (input.toShard === workspace.linkShard)
    throw refusal('toShard', 'is where the workspace lives already', input.toShard);
  const now = context.now();
  const move: ShardMove = {
    id: newEntityId('move', now),
    workspaceId: workspace.id,
    fromShard: workspace.linkShard,
    toShard: input.toShard,
    state: 'copying',
    actor: `user:${operator.userId}`,
    cursor: START,
    tables: {},
    error: null,
    createdAt: now,
    updatedAt: now,
    switchedAt: null,
    finishedAt: null,
  };
  const change = { before: { linkShard: move.fromShard }, after: { linkShard: move.toShard } };
  if (!(await moves.insert(move, entryOf(context, workspace, 'workspace.begin-move', change))))
    throw new AppError(
      'conflict',
      `A move of ${workspace.id} is not over, or it has just been changed. Look at GET /moves.`,
    );
  await context.wake(move);
  return move;
}

export async function getMove({ moves }: Pick<MovesContext, 'moves'>, id: string): Promise<ShardMove> {
  const move = await moves.byId(id);
  if (!move) throw new AppError('not_found', `There is no move ${id}.`);
  return move;
}

export function listMoves({ moves }: MovesContext): Promise<ShardMove[]> {
  return moves.list(MAX_LISTED);
}

/** Before the switch alone: behind it the way back is another move. */
export async function cancelMove(context: MovesContext, id: string): Promise<ShardMove> {
  const move = await getMove(context, id);
  const workspace = await context.workspace(move.workspaceId);
  const change = { before: { state: move.state }, after: { state: 'canceling' } };
  const entry = workspace && entryOf(context, workspace, 'workspace.cancel-move', change);
  const changes = { state: 'canceling', updatedAt: context.now() } as const;
  if (!(await context.moves.change(id, BEFORE_SWITCH, changes, entry)))
    throw new AppError(
      'conflict',
      `This move is ${(await getMove(context, id)).state}: it can be called off before the switch only.`,
    );
  await context.wake(move);
  return getMove(context, id);
}

/** In the workspace's own log: its people see that it was moved. */
function entryOf(
  { operator, now }: MovesContext,
  workspace: Workspace,
  action: AuditAction,
  change: Parameters<typeof auditEntry>[3],
): AuditEntry {
  return auditEntry({ ...operator, workspace, role: 'owner' }, action, workspace.id, change, now());
}
