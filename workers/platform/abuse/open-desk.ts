/** Opens the abuse desk: cases, and the stores of whichever workspace a decision is about. It acts for no member. */
import { jobActor } from '#core/access/actor.ts';
import type { DeskContext } from '#core/abuse/decide.ts';
import type { Enforcement } from '#core/abuse/enforce.ts';
import type { DeskActor } from '#core/abuse/entry.ts';
import type { Post } from '#core/mail/compose.ts';
import { publishList } from '#core/route/workspace-list.ts';
import { D1AbuseCases } from '../d1/control/abuse-cases.ts';
import { WorkspaceMembers } from '../d1/control/members.ts';
import { wantedChanges } from '../d1/control/webhooks.ts';
import { workspaceById } from '../d1/control/workspace-by-id.ts';
import { D1Claims } from '../d1/links/claims.ts';
import { WorkspaceLinks } from '../d1/links/workspace-links.ts';
import { KvRoutes } from '../kv/routes.ts';
import { quarantinePorts } from '../kv/workspace-lists.ts';
import { describeError, type Log } from '../log/log.ts';

const JOB = 'abuse-desk';

export interface DeskStores {
  control: D1Database;
  /** All link shards, in the order of their numbers. */
  linkShards: D1Database[];
  routes: KVNamespace;
}

export interface DeskTools {
  stores: DeskStores;
  log: Log;
  post: Post;
  webUrl: string;
  now: () => number;
}

export function openDesk(tools: DeskTools, operator: DeskActor): DeskContext {
  const { stores, log, post, webUrl, now } = tools;
  return {
    operator,
    cases: new D1AbuseCases(stores.control),
    linksOf: (workspaceId) => enforcementIn(tools, workspaceId),
    async workspaceOf(id) {
      const workspace = await workspaceById(stores.control, id);
      if (!workspace) return undefined;
      const people = await new WorkspaceMembers(stores.control, id).all();
      const inCharge = people.filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email);
      return { name: workspace.name, slug: workspace.slug, inCharge };
    },
    async publishQuarantine() {
      try {
        await publishList(quarantinePorts(stores.control, stores.routes));
      } catch (error) {
        log.warn('quarantine.copy_failed', { requestId: operator.requestId, error: describeError(error) });
      }
    },
    post,
    webUrl,
    now,
  };
}

/** Also of a workspace that is going to be deleted: until then its links lead somewhere. */
async function enforcementIn({ stores, log, now }: DeskTools, workspaceId: string): Promise<Enforcement | undefined> {
  const workspace = await workspaceById(stores.control, workspaceId);
  const shard = workspace && stores.linkShards[workspace.linkShard];
  if (!shard) return undefined;
  return {
    actor: jobActor(JOB, workspaceId, workspace.linkShard),
    links: new WorkspaceLinks(shard, workspaceId, { wanted: wantedChanges(stores.control, workspaceId) }),
    claims: new D1Claims(stores.linkShards),
    cache: new KvRoutes(stores.routes),
    now,
    copyFailed: (name, error) => log.warn('link.copy_failed', { ...name, error: describeError(error) }),
  };
}
