/** Each minute: removes workspaces whose grace period is over, as far as the time of one run goes. */
import { exportsOf } from '#core/export/bundle/job.ts';
import { importsOf } from '#core/import/job.ts';
import { purgeWorkspace } from '#core/workspace/purge.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { dueWorkspaces, type RemainsStores, WorkspaceRemains } from '#platform/d1/remains.ts';
import { removePrefix } from '#platform/r2/remove-prefix.ts';
import { KvDomains } from '#platform/kv/domains.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

/** A run ends after this, the next minute's run goes on: crons must not pile up. */
const MAX_RUN_MS = 30_000;
/** An invocation may make 1 000 calls to its stores, and a page of links makes some 250. */
const MAX_STEPS = 3;

type Config = Pick<PipelineConfig, 'control' | 'linkShards' | 'routes' | 'domains' | 'vault'>;

export interface PurgeTotals {
  workspaces: number;
  links: number;
  rows: number;
}

export async function purgeWorkspaces(
  config: Config,
  log: Log,
  now: () => number,
  maxSteps = MAX_STEPS,
): Promise<PurgeTotals> {
  const stores = storesOf(config, now);
  const until = now() + MAX_RUN_MS;
  let steps = 0;
  const mayGoOn = (): boolean => now() < until && ++steps <= maxSteps;
  const totals: PurgeTotals = { workspaces: 0, links: 0, rows: 0 };
  for (const workspace of await dueWorkspaces(config.control, now())) {
    if (steps >= maxSteps) break;
    try {
      await removePrefix(config.vault, importsOf(workspace.id));
      await removePrefix(config.vault, exportsOf(workspace.id));
      const { links, rows, done } = await purgeWorkspace(new WorkspaceRemains(stores, workspace), mayGoOn, now());
      totals.links += links;
      totals.rows += rows;
      if (!done) continue;
      totals.workspaces += 1;
      log.info('workspace.purged', { workspaceId: workspace.id, links, rows });
    } catch (error) {
      // One that cannot be removed now must not keep the next from its turn.
      log.warn('workspace.purge_failed', { workspaceId: workspace.id, error: describeError(error) });
    }
  }
  return totals;
}

function storesOf({ control, linkShards, routes, domains }: Config, now: () => number): RemainsStores {
  return {
    control,
    linkShards,
    claims: new D1Claims([...linkShards]),
    cache: new KvRoutes(routes),
    truth: new D1DomainTruth(control),
    copies: new KvDomains(routes),
    hostnames: domains.hostnames,
    shared: domains.shared,
    now,
  };
}
