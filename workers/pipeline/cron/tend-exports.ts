/** Looks after exports of everything: one whose alarm was lost goes on, and files go when their week is over. */
import { KEEP_EXPORT_MS } from '#core/export/bundle/job.ts';
import { jobName } from '#core/job/contract.ts';
import { forgetExport, oldExports, stalledExports } from '#platform/d1/control/stale-exports.ts';
import { R2BundleFiles } from '#platform/export/bundle-files.ts';
import type { PipelineConfig } from '../env.ts';

/** A running export writes its row with every part: seconds. */
const STALLED_MS = 2 * 60_000;
/** Of one run. */
const MAX_WOKEN = 50;
const MAX_FORGOTTEN = 20;

type Config = Pick<PipelineConfig, 'control' | 'vault' | 'jobRunnerOf'>;

export async function wakeExports({ control, jobRunnerOf }: Config, nowMs: number): Promise<{ woken: number }> {
  const stalled = await stalledExports(control, nowMs - STALLED_MS, MAX_WOKEN);
  await Promise.all(
    stalled.map(({ id, workspaceId }) => {
      const task = { kind: 'export', workspaceId, jobId: id } as const;
      return jobRunnerOf(jobName(task)).wake(task);
    }),
  );
  return { woken: stalled.length };
}

/** Files first: a run that ends between leaves a row, and comes again. */
export async function forgetExports({ control, vault }: Config, nowMs: number): Promise<{ forgotten: number }> {
  const old = await oldExports(control, nowMs - KEEP_EXPORT_MS, MAX_FORGOTTEN);
  for (const each of old) {
    await new R2BundleFiles(vault).remove(each);
    await forgetExport(control, each);
  }
  return { forgotten: old.length };
}
