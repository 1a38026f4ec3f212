/** What the verbs of an import work with: the stores of one workspace, and its ledger for the past. */
import type { Actor } from '#core/access/actor.ts';
import { pastRow } from '#core/import/past-events.ts';
import type { ImportContext, PastEvents } from '#core/import/ports.ts';
import { MAX_EVENTS_PER_APPEND } from '#core/ledger/limits.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { D1HazardHosts } from '#platform/d1/control/hazard-hosts.ts';
import { WorkspaceUsage } from '#platform/d1/control/usage.ts';
import { WorkspaceFolders } from '#platform/d1/labels/workspace-folders.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '#platform/d1/labels/workspace-utm-templates.ts';
import { D1BulkClaims } from '#platform/d1/links/bulk-claims.ts';
import { D1BulkLinks } from '#platform/d1/links/bulk-links.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

export function contextOf(config: PipelineConfig, log: Log, actor: Actor): ImportContext {
  const { id, linkShard } = actor.workspace;
  const shard = config.linkShards[linkShard];
  if (!shard) throw new Error(`Link shard ${linkShard} of ${id} is not bound`);
  return {
    actor,
    one: oneByOne(config, log, actor, shard),
    links: new D1BulkLinks(shard, id),
    claims: new D1BulkClaims(config.linkShards),
    past: pastOf(config, id),
    now: Date.now,
  };
}

function oneByOne(config: PipelineConfig, log: Log, actor: Actor, linkShard: D1Database): LinkContext {
  const { control, ledgers, domains } = config;
  const { id, plan } = actor.workspace;
  const stores = { control, linkShard, ledger: ledgers.get(ledgers.nameOf(id)) };
  return {
    actor,
    links: new WorkspaceLinks(linkShard, id),
    tags: new WorkspaceTags(linkShard, id),
    folders: new WorkspaceFolders(linkShard, id, actor.userId, 'everything'),
    templates: new WorkspaceUtmTemplates(linkShard, id),
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    domains: new WorkspaceDomains(control, id, { extraHosts: new Set(), shared: domains.shared }),
    entitlements: new PlanEntitlements(plan, new WorkspaceUsage(stores, id, Date.now)),
    screening: {
      sources: [new D1HazardHosts(control)],
      lookupFailed: (source, error) => log.warn('hazards.lookup_failed', { source, error: describeError(error) }),
    },
    now: Date.now,
    copyFailed: (name, error) => log.warn('link.copy_failed', { ...name, error: describeError(error) }),
  };
}

/** In calls of the ledger's size, one after the other: an import must not crowd out clicks that happen now. */
function pastOf({ ledgers, policy }: PipelineConfig, workspaceId: string): PastEvents {
  const ledger = ledgers.get(ledgers.nameOf(workspaceId));
  return {
    async count(events, source) {
      let accepted = 0;
      for (let from = 0; from < events.length; from += MAX_EVENTS_PER_APPEND) {
        const part = events.slice(from, from + MAX_EVENTS_PER_APPEND);
        accepted += (await ledger.append(part.map((event) => pastRow(event, source, policy, Date.now())))).accepted;
      }
      return accepted;
    },
  };
}
