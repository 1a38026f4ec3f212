/** Looks at the destinations of links, some each minute, and leads links with a fallback away from one that fails. */
import { jobActor } from '#core/access/actor.ts';
import { checkDestination, isCheckable } from '#core/health/check.ts';
import { switchDestination, wantedSwitch } from '#core/health/fall-back.ts';
import { afterCheck, type LinkHealth } from '#core/health/health.ts';
import { forgetHealth, tellHealth } from '#core/health/tell.ts';
import { healthKvKey } from '#core/route/keys.ts';
import type { Outbound } from '#core/outbound/ports.ts';
import { Alerts } from '#platform/d1/control/alerts.ts';
import { wantedChanges } from '#platform/d1/control/webhooks.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { ShardHealth, WorkspaceHealth } from '#platform/d1/links/health.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

/** Links put on the list per shard and minute. */
const ENLIST_PAGE = 500;
/** A large import is first looked at over a day. */
const FIRST_CHECK_WITHIN_MS = 6 * 3_600_000;
const PARALLEL = 5;
/** Checks of one host in a run: we are many, and its owner did not ask for us. */
const MAX_PER_HOST = 5;
const CROWDED_MS = 10 * 60_000;
const MAX_RUN_MS = 40_000;

export interface CheckTools {
  config: Pick<PipelineConfig, 'control' | 'linkShards' | 'routes' | 'linkChecks'>;
  outbound: Outbound;
  now: () => number;
  log: Log;
}

export interface CheckRun {
  checked: number;
  failing: number;
  switched: number;
  postponed: number;
}

/** Bounded by `LINK_CHECKS`, per shard and minute; 0 switches the checks off. */
export async function checkLinks(tools: CheckTools): Promise<CheckRun> {
  const run: CheckRun = { checked: 0, failing: 0, switched: 0, postponed: 0 };
  if (tools.config.linkChecks === 0) return run;
  const until = tools.now() + MAX_RUN_MS;
  for (const [index, shard] of tools.config.linkShards.entries()) {
    const health = new ShardHealth(shard);
    await enlistMore(tools, health, index);
    const due = await health.due(tools.now(), tools.config.linkChecks);
    const queue = await thinOut(tools, health, due, run);
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next && tools.now() < until; next = queue.shift()) {
        await checkOne(tools, shard, index, health, next, run).catch((error: unknown) =>
          tools.log.warn('health.check_failed', { error: describeError(error) }),
        );
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
  }
  return run;
}

async function enlistMore({ config, now }: CheckTools, health: ShardHealth, index: number): Promise<void> {
  const key = healthKvKey(index);
  const after = (await config.routes.get(key)) ?? '';
  const next = await health.enlist(after, ENLIST_PAGE, now(), FIRST_CHECK_WITHIN_MS);
  // At the end it begins again: links that were changed meanwhile are found on the next round.
  if ((next ?? '') !== after) await config.routes.put(key, next ?? '');
}

/** Only so many of one host at a time. */
async function thinOut(
  { now }: CheckTools,
  health: ShardHealth,
  due: LinkHealth[],
  run: CheckRun,
): Promise<LinkHealth[]> {
  const perHost = new Map<string, number>();
  const taken: LinkHealth[] = [];
  for (const each of due) {
    const host = URL.canParse(each.url) ? new URL(each.url).hostname : '';
    const count = (perHost.get(host) ?? 0) + 1;
    perHost.set(host, count);
    if (count <= MAX_PER_HOST) taken.push(each);
    else {
      await health.postpone(each.linkId, now() + Math.round(CROWDED_MS * Math.random()));
      run.postponed += 1;
    }
  }
  return taken;
}

async function checkOne(
  tools: CheckTools,
  shard: D1Database,
  index: number,
  health: ShardHealth,
  before: LinkHealth,
  run: CheckRun,
): Promise<void> {
  const { config, now } = tools;
  const { workspaceId, linkId } = before;
  const alerts = new Alerts(config.control);
  const links = new WorkspaceLinks(shard, workspaceId, { wanted: wantedChanges(config.control, workspaceId) });
  const link = await links.byId(linkId);
  if (!link || link.archived || !isCheckable(link.url)) {
    await forgetHealth(alerts, workspaceId, linkId, now());
    return health.remove(linkId);
  }
  const finding = await checkDestination(tools.outbound, link.url);
  const known = before.url === link.url ? before : { ...before, failures: 0, failingSince: null };
  const hasFallback = link.settings.fallbackUrl !== undefined;
  const after = afterCheck(known, link.url, finding, hasFallback, now(), Math.random());
  await new WorkspaceHealth(shard, workspaceId).save(after);
  run.checked += 1;
  if (after.state === 'failing') run.failing += 1;
  await tellHealth(alerts, link, before.failures, after, now());
  const wanted = wantedSwitch(link, after);
  if (!wanted) return;
  const context = {
    actor: jobActor('check-links', workspaceId, index),
    links,
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    now,
    copyFailed: ({ domain, key }: { domain: string; key: string }, error: unknown) =>
      tools.log.warn('link.copy_failed', { domain, key, error: describeError(error) }),
  };
  if (await switchDestination(context, link, wanted)) run.switched += 1;
}
