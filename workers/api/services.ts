/** Everything a request works with, opened from the configuration: once per isolate what can be shared, per request what belongs to an actor. */
import type { Actor } from '#core/access/actor.ts';
import type { CommentContext } from '#core/comment/comment.ts';
import type { HistoryContext } from '#core/link/history.ts';
import type { DomainStore, LinkContext } from '#core/link/ports.ts';
import type { Addresses } from '#core/link/present.ts';
import type { FolderContext } from '#core/folder/folder.ts';
import { seesEveryFolder } from '#core/folder/access.ts';
import type { TagContext } from '#core/tag/tag.ts';
import type { TokenContext } from '#core/token/token.ts';
import type { UtmTemplateContext } from '#core/utm-template/template.ts';
import { createFirstWorkspace } from '#core/workspace/create.ts';
import type { Auth } from '#platform/auth/auth.ts';
import { createAuth } from '#platform/auth/auth.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { StatsDatabase } from '#platform/clickhouse/stats/connect.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { WorkspaceTokens } from '#platform/d1/control/tokens.ts';
import { WorkspaceComments } from '#platform/d1/labels/workspace-comments.ts';
import { WorkspaceFolders } from '#platform/d1/labels/workspace-folders.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '#platform/d1/labels/workspace-utm-templates.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { LinkHistory } from '#platform/d1/links/link-history.ts';
import type { Sight } from '#platform/d1/links/sight.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import type { Log } from '#platform/log/log.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import type { ApiConfig } from './env.ts';
import { readEnv } from './env.ts';
import { trustedOrigins } from './http/origins.ts';

export interface Services {
  config: ApiConfig;
  log: Log;
  auth: Auth;
  memberships: Memberships;
  stats: StatsDatabase;
  addresses: Addresses;
  origins: ReadonlySet<string>;
}

const opened = new WeakMap<object, Services>();

/** The same services for every request of an isolate. Throws when the configuration is wrong. */
export function servicesOf(env: ApiEnv): Services {
  const known = opened.get(env);
  if (known) return known;
  const services = open(readEnv(env));
  opened.set(env, services);
  return services;
}

function open(config: ApiConfig): Services {
  const log = createLog({ worker: 'api' });
  const memberships = new Memberships(config.control);
  const origins = trustedOrigins(config);
  const auth = createAuth({
    log,
    control: config.control,
    secret: config.authSecret,
    baseUrl: config.webUrl,
    trustedOrigins: [...origins],
    signUpOpen: config.signUpOpen,
    attemptsPerWindow: config.authAttempts,
    onNewPerson: (person) => createFirstWorkspace(memberships, person, config.linkShards.length, Date.now()),
  });
  return {
    config,
    auth,
    memberships,
    origins,
    log,
    stats: openStats(config.clickhouse),
    addresses: { apiUrl: config.apiUrl, shortOrigins: config.shortOrigins },
  };
}

export function domainsOf(services: Services, actor: Actor): DomainStore {
  const shortHosts = Object.values(services.config.shortOrigins).map((address) => new URL(address).hostname);
  return new WorkspaceDomains(services.config.control, actor.workspace.id, new Set(shortHosts));
}

/** The link verbs' context: stores of the actor's workspace, on the shard it lives on. */
export function linksOf(services: Services, actor: Actor): LinkContext {
  const { config, log } = services;
  const shard = shardOf(services, actor);
  return {
    actor,
    links: new WorkspaceLinks(shard, actor.workspace.id, sightOf(actor)),
    tags: new WorkspaceTags(shard, actor.workspace.id),
    folders: foldersIn(shard, actor),
    templates: new WorkspaceUtmTemplates(shard, actor.workspace.id),
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    domains: domainsOf(services, actor),
    now: Date.now,
    copyFailed: (name, error) =>
      log.warn('link.copy_failed', {
        domain: name.domain,
        key: name.key,
        requestId: actor.requestId,
        error: describeError(error),
      }),
  };
}

export function historyOf(services: Services, actor: Actor): HistoryContext {
  const history = new LinkHistory(shardOf(services, actor), actor.workspace.id);
  return { ...linksOf(services, actor), history };
}

export function commentsOf(services: Services, actor: Actor): CommentContext {
  const comments = new WorkspaceComments(shardOf(services, actor), actor.workspace.id);
  return { ...linksOf(services, actor), comments };
}

export function tagsOf(services: Services, actor: Actor): TagContext {
  return { actor, tags: new WorkspaceTags(shardOf(services, actor), actor.workspace.id), now: Date.now };
}

export function foldersOf(services: Services, actor: Actor): FolderContext {
  return {
    actor,
    folders: foldersIn(shardOf(services, actor), actor),
    people: {
      isMember: async (userId) => (await services.memberships.find(userId, actor.workspace.id)) !== undefined,
    },
    now: Date.now,
  };
}

export function utmTemplatesOf(services: Services, actor: Actor): UtmTemplateContext {
  const templates = new WorkspaceUtmTemplates(shardOf(services, actor), actor.workspace.id);
  return { actor, templates, now: Date.now };
}

/** The link shard that the actor's workspace lives on. */
function shardOf({ config }: Services, { workspace }: Actor): D1Database {
  const shard = config.linkShards[workspace.linkShard];
  if (!shard) throw new Error(`Link shard ${workspace.linkShard} of ${workspace.id} is not bound`);
  return shard;
}

function foldersIn(shard: D1Database, actor: Actor): WorkspaceFolders {
  return new WorkspaceFolders(shard, actor.workspace.id, actor.userId, sightOf(actor));
}

function sightOf(actor: Actor): Sight {
  return seesEveryFolder(actor) ? 'everything' : { userId: actor.userId };
}

export function tokensOf(services: Services, actor: Actor): TokenContext {
  return { actor, tokens: new WorkspaceTokens(services.config.control, actor.workspace.id), now: Date.now };
}
