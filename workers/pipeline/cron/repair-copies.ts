/** Brings the edge's copies of changed links up to date where publishing could not: a disabled link must stop within a minute. */
import { repairCopies, type RepairOutcome } from '#core/route/repair-copies.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { pendingOn } from '#platform/d1/links/pending-copies.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';
import { linksOfAnyWorkspace } from './links-of-workspace.ts';

/** Each note costs a few statements; a run must end well before the next tick. */
const MAX_NOTES_PER_RUN = 200;

export async function repairLinkCopies(
  config: Pick<PipelineConfig, 'control' | 'linkShards' | 'routes'>,
  log: Log,
  now: number,
): Promise<RepairOutcome> {
  const { linkShards } = config;
  const ports = {
    pending: (beforeMs: number, limit: number) => pendingOn(linkShards, beforeMs, limit),
    links: (workspaceId: string) => linksOfAnyWorkspace(config, workspaceId),
    claims: new D1Claims(linkShards),
    cache: new KvRoutes(config.routes),
    failed: ({ domain, key }: { domain: string; key: string }, error: unknown) =>
      log.warn('copies.not_repaired', { domain, key, error: describeError(error) }),
  };
  return repairCopies(ports, now, MAX_NOTES_PER_RUN);
}
