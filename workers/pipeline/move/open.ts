/** Opens what one move works with: its row in the control database and its two link shards. */
import type { JobTask } from '#core/job/contract.ts';
import { BEFORE_SWITCH, type ShardMove } from '#core/shard/move/move.ts';
import type { MoveSides } from '#core/shard/move/ports.ts';
import type { MoveTools } from '#core/shard/move/run.ts';
import { D1ShardMoves } from '#platform/d1/control/shard-moves.ts';
import { D1MoveSides } from '#platform/d1/move/sides.ts';
import type { PipelineConfig } from '../env.ts';

type Config = Pick<PipelineConfig, 'control' | 'linkShards'>;

/** Undefined when there is no such move. */
export async function openMove({ control, linkShards }: Config, { jobId }: JobTask): Promise<MoveTools | undefined> {
  const moves = new D1ShardMoves(control);
  const move = await moves.byId(jobId);
  return move && { moves, sides: sidesOf(linkShards, move), now: Date.now };
}

function sidesOf(linkShards: readonly D1Database[], move: ShardMove): MoveSides {
  return new D1MoveSides(linkShards, move);
}

/** A move is never given up by itself: the cron wakes it again, and an operator who looks at it sees what stands in its way. */
export async function noteMove({ control }: Config, { jobId }: JobTask, error: unknown): Promise<void> {
  const note = { error: error instanceof Error ? error.message : String(error), updatedAt: Date.now() };
  await new D1ShardMoves(control).change(jobId, [...BEFORE_SWITCH, 'switched', 'canceling'], note);
}
