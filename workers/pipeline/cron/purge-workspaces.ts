/** Each minute: removes workspaces whose grace period is over, as far as the time of one run goes. */
import { purgeWorkspace } from '#core/workspace/purge.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { dueWorkspaces, WorkspaceRemains } from '#platform/d1/remains.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import type { Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

/** A run ends after this, the next minute's run goes on: crons must not pile up. */
const MAX_RUN_MS = 30_000;
/** An invocation may make 1 000 calls to its stores, and a page of links makes some 250. */
const MAX_STEPS = 3;

export interface PurgeTotals {
  workspaces: number;
  links: number;
  rows: number;
}

export async function purgeWorkspaces(
  config: Pick<PipelineConfig, 'control' | 'linkShards' | 'routes'>,
  log: Log,
  now: () => number,
  maxSteps = MAX_STEPS,
): Promise<PurgeTotals> {
  const { control, linkShards, routes: kv } = config;
  const stores = { control, linkShards, kv, claims: new D1Claims([...linkShards]), cache: new KvRoutes(kv) };
  const until = now() + MAX_RUN_MS;
  let steps = 0;
  const mayGoOn = (): boolean => now() < until && ++steps <= maxSteps;
  const totals: PurgeTotals = { workspaces: 0, links: 0, rows: 0 };
  for (const workspace of await dueWorkspaces(control, now())) {
    if (steps >= maxSteps) break;
    const { links, rows, done } = await purgeWorkspace(new WorkspaceRemains(stores, workspace), mayGoOn, now());
    totals.links += links;
    totals.rows += rows;
    if (!done) continue;
    totals.workspaces += 1;
    log.info('workspace.purged', { workspaceId: workspace.id, links, rows });
  }
  return totals;
}
