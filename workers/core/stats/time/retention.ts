/** Reports reach back as far as the workspace's plan says. What lies further back is kept, and seen again with a larger plan. */
import type { Workspace } from '../../access/actor.ts';
import { AppError } from '../../error/app-error.ts';
import { planNameOf, planOf } from '../../plan/plan.ts';
import { startOfBucket } from './buckets.ts';
import type { TimeRange } from './range.ts';

const DAY_MS = 86_400_000;

/**
 * A preset is cut to what may be seen; a `start` that was asked for and lies before is refused with `forbidden`, because a shorter
 * answer would be taken for the whole. A workspace younger than its retention sees everything.
 */
export function withinRetention(
  range: TimeRange,
  asked: { start?: string | undefined },
  workspace: Pick<Workspace, 'plan' | 'createdAt'>,
  nowMs: number,
): TimeRange {
  const { retentionDays } = planOf(workspace.plan);
  const floor = startOfBucket(nowMs - retentionDays * DAY_MS, 'day', range.zone);
  if (range.from >= floor || workspace.createdAt >= floor) return range;
  if (!asked.start) return { ...range, from: floor };
  throw new AppError(
    'forbidden',
    `start: the ${planNameOf(workspace.plan)} plan shows ${retentionDays} days. Ask for ${new Date(floor).toISOString()} or later, or choose a larger plan.`,
  );
}
