/** What domains need between requests: late copies, the removal of a deleted one's links, and the DNS check nobody asked for. */
import { jobActor } from '#core/access/actor.ts';
import { finishDeletion } from '#core/domain/delete.ts';
import type { DomainContext } from '#core/domain/ports.ts';
import { publishDomain, syncDomain } from '#core/domain/publish.ts';
import { verifyFound } from '#core/domain/verify.ts';
import { AppError } from '#core/error/app-error.ts';
import { SETTLING_MS } from '#core/route/repair-copies.ts';
import { D1DomainTruth, type DomainName } from '#platform/d1/control/domain-truth.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { wantedChanges } from '#platform/d1/control/webhooks.ts';
import { workspaceShard } from '#platform/d1/control/workspace-shard.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { KvDomains } from '#platform/kv/domains.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

/** Bounds of one run, which must end well before the next tick. */
const MAX_COPIES = 50;
/** Each link takes eight statements, and D1 answers a thousand per invocation. */
const MAX_LEAVING = 1;
const MAX_LINKS_PER_DOMAIN = 60;
const MAX_CHECKS = 20;
/** People add a record and wait; resolvers remember its absence for minutes. */
const CHECK_EVERY_MS = 5 * 60_000;
/** Nobody waits longer; after that it is checked when asked. */
const CHECK_FOR_MS = 14 * 86_400_000;
/** Domains compared per hour: more than an instance has. */
const MAX_COMPARED = 1_000;

type Config = Pick<PipelineConfig, 'control' | 'linkShards' | 'routes' | 'outbound' | 'domains'>;

export interface DomainRun {
  copied: number;
  removed: number;
  checked: number;
  verified: number;
  failed: number;
}

/** One domain that fails never keeps the next from its turn. */
export async function lookAfterDomains(config: Config, log: Log, now: () => number): Promise<DomainRun> {
  const truth = new D1DomainTruth(config.control);
  const run: DomainRun = { copied: 0, removed: 0, checked: 0, verified: 0, failed: 0 };
  const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
    for (const item of items) {
      await work(item).catch((error: unknown) => {
        run.failed += 1;
        log.warn('domain.job_failed', { item: item as Record<string, unknown>, error: describeError(error) });
      });
    }
  };
  await each(await truth.uncopied(now() - SETTLING_MS, MAX_COPIES), async (slug) => {
    await syncDomain(truth, new KvDomains(config.routes), slug);
    run.copied += 1;
  });
  await each(await truth.leaving(now(), MAX_LEAVING), async (name) => {
    if (await removeOn(config, log, now, name)) run.removed += 1;
  });
  const checkedBefore = now() - CHECK_EVERY_MS;
  await each(await truth.unproven(now() - CHECK_FOR_MS, checkedBefore, MAX_CHECKS), async (name) => {
    run.checked += 1;
    if (await checkOne(config, log, now, name)) run.verified += 1;
  });
  return run;
}

async function removeOn(config: Config, log: Log, now: () => number, name: DomainName): Promise<boolean> {
  const context = await contextOf(config, log, now, name.workspaceId);
  const domain = await context?.domains.find(name.slug);
  if (!context || !domain) return false;
  await publishDomain(context, name.slug);
  const clear = {
    now,
    links: context.links,
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    copyFailed: (link: { domain: string; key: string }, error: unknown) =>
      log.warn('link.copy_failed', { domain: link.domain, key: link.key, error: describeError(error) }),
  };
  return finishDeletion(context, clear, domain, MAX_LINKS_PER_DOMAIN);
}

/** True when the domain is proven now. That somebody else was first is no failure of the job. */
async function checkOne(config: Config, log: Log, now: () => number, name: DomainName): Promise<boolean> {
  const context = await contextOf(config, log, now, name.workspaceId);
  const domain = await context?.domains.find(name.slug);
  if (!context || !domain) return false;
  try {
    return (await verifyFound(context, domain)).domain.verified;
  } catch (error) {
    await context.domains.note(domain, { checkedAt: now() });
    if (error instanceof AppError && error.code === 'conflict') return false;
    throw error;
  }
}

type JobContext = DomainContext & { links: WorkspaceLinks };

async function contextOf(
  config: Config,
  log: Log,
  now: () => number,
  workspaceId: string,
): Promise<JobContext | undefined> {
  const linkShard = (await workspaceShard(config.control, workspaceId)) ?? -1;
  const shard = config.linkShards[linkShard];
  if (!shard) return undefined;
  return {
    now,
    actor: jobActor('look-after-domains', workspaceId, linkShard),
    domains: new WorkspaceDomains(config.control, workspaceId, {
      extraHosts: new Set(),
      shared: config.domains.shared,
    }),
    truth: new D1DomainTruth(config.control),
    copies: new KvDomains(config.routes),
    links: new WorkspaceLinks(shard, workspaceId, { wanted: wantedChanges(config.control, workspaceId) }),
    resolver: config.outbound.resolver,
    hostnames: config.domains.hostnames,
    target: config.domains.target,
    rules: { reserved: new Set(), allowLocal: config.outbound.allowLoopback },
    failed: (what, slug, error) => log.warn(`domain.${what}_failed`, { slug, error: describeError(error) }),
  };
}

/** Compares the copies with the rows, for losses that no row tells of. */
export async function compareDomainCopies(
  config: Pick<PipelineConfig, 'control' | 'routes'>,
): Promise<{ compared: number; mended: number }> {
  const truth = new D1DomainTruth(config.control);
  const copies = new KvDomains(config.routes);
  const slugs = await truth.provenAfter('', MAX_COMPARED);
  let mended = 0;
  for (const slug of slugs) {
    if ((await copies.get(slug)) === (await truth.record(slug))) continue;
    await syncDomain(truth, copies, slug);
    mended += 1;
  }
  return { compared: slugs.length, mended };
}
