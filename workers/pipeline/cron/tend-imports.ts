/** Looks after imports: one whose alarm was lost goes on, and what nobody has asked for in a month goes with its files. */
import { importerName } from '#core/import/contract.ts';
import { filesOf, KEEP_FILES_MS } from '#core/import/job.ts';
import { forgetImport, oldImports, stalledImports } from '#platform/d1/control/stale-imports.ts';
import { removePrefix } from '#platform/r2/remove-prefix.ts';
import type { PipelineConfig } from '../env.ts';

/** A running import writes its row with every portion: seconds. */
const STALLED_MS = 2 * 60_000;
/** Of one run. */
const MAX_WOKEN = 50;
const MAX_FORGOTTEN = 20;

type Config = Pick<PipelineConfig, 'control' | 'vault' | 'importerOf'>;

export async function wakeImports({ control, importerOf }: Config, nowMs: number): Promise<{ woken: number }> {
  const stalled = await stalledImports(control, nowMs - STALLED_MS, MAX_WOKEN);
  await Promise.all(
    stalled.map(({ id, workspaceId }) => importerOf(importerName(workspaceId, id)).wake(workspaceId, id)),
  );
  return { woken: stalled.length };
}

/** Files first: a run that ends between leaves a row, and comes again. */
export async function forgetImports({ control, vault }: Config, nowMs: number): Promise<{ forgotten: number }> {
  const old = await oldImports(control, nowMs - KEEP_FILES_MS, MAX_FORGOTTEN);
  for (const each of old) {
    await removePrefix(vault, filesOf(each.workspaceId, each.id));
    await forgetImport(control, each);
  }
  return { forgotten: old.length };
}
