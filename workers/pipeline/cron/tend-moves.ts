/** Looks after moves between link shards: one that stands still, and one whose old rows may go now. */
import { jobName } from '#core/job/contract.ts';
import { waitingMoves } from '#platform/d1/control/shard-moves.ts';
import type { PipelineConfig } from '../env.ts';

/** A move under way writes its row with every step: seconds. */
const STALLED_MS = 2 * 60_000;
const MAX_WOKEN = 50;

type Config = Pick<PipelineConfig, 'control' | 'jobRunnerOf'>;

/** One that waits for its hour is woken in vain now and then, which costs a question. */
export async function wakeMoves({ control, jobRunnerOf }: Config, nowMs: number): Promise<{ woken: number }> {
  const waiting = await waitingMoves(control, nowMs - STALLED_MS, MAX_WOKEN);
  await Promise.all(
    waiting.map(({ id, workspaceId }) => {
      const task = { kind: 'move', workspaceId, jobId: id } as const;
      return jobRunnerOf(jobName(task)).wake(task);
    }),
  );
  return { woken: waiting.length };
}
