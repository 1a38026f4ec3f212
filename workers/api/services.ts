/** Everything a request works with, opened from the configuration: once per isolate what can be shared, per request what belongs to an actor. */
import type { Actor } from '#core/access/actor.ts';
import type { DomainContext } from '#core/domain/ports.ts';
import type { LinkContext } from '#core/link/ports.ts';
import type { Addresses } from '#core/link/present.ts';
import type { Outbound } from '#core/outbound/ports.ts';
import type { TokenContext } from '#core/token/token.ts';
import { createFirstWorkspace } from '#core/workspace/create.ts';
import type { Auth } from '#platform/auth/auth.ts';
import { createAuth } from '#platform/auth/auth.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { StatsDatabase } from '#platform/clickhouse/stats/connect.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { WorkspaceTokens } from '#platform/d1/control/tokens.ts';
import { wantedChanges } from '#platform/d1/control/webhooks.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import { KvDomains } from '#platform/kv/domains.ts';
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
  /** Asks addresses that customers have named. */
  outbound: Outbound;
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
    outbound: openOutbound(config.outbound),
    addresses: { apiUrl: config.apiUrl, shortOrigins: config.shortOrigins },
  };
}

export function domainsOf({ config }: Services, actor: Actor): WorkspaceDomains {
  const shortHosts = Object.values(config.shortOrigins).map((address) => new URL(address).hostname);
  const names = { extraHosts: new Set(shortHosts), shared: config.domains.shared };
  return new WorkspaceDomains(config.control, actor.workspace.id, names);
}

export function domainContextOf(services: Services, actor: Actor): DomainContext {
  const { config, log } = services;
  const { target, hostnames } = config.domains;
  const hosts = [config.apiUrl, config.webUrl].map((address) => new URL(address).hostname);
  return {
    actor,
    target,
    hostnames,
    domains: domainsOf(services, actor),
    truth: new D1DomainTruth(config.control),
    copies: new KvDomains(config.routes),
    links: linksOf(services, actor).links,
    resolver: config.outbound.resolver,
    rules: { reserved: new Set([...hosts, target]), allowLocal: config.outbound.allowLoopback },
    now: Date.now,
    failed: (what, slug, error) =>
      log.warn(`domain.${what}_failed`, { slug, requestId: actor.requestId, error: describeError(error) }),
  };
}

/** The link verbs' context: stores of the actor's workspace, on the shard it lives on. */
export function linksOf(services: Services, actor: Actor): LinkContext {
  const { config, log } = services;
  const shard = config.linkShards[actor.workspace.linkShard];
  if (!shard) throw new Error(`Link shard ${actor.workspace.linkShard} of ${actor.workspace.id} is not bound`);
  return {
    actor,
    links: new WorkspaceLinks(shard, actor.workspace.id, wantedChanges(config.control, actor.workspace.id)),
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

export function tokensOf(services: Services, actor: Actor): TokenContext {
  return { actor, tokens: new WorkspaceTokens(services.config.control, actor.workspace.id), now: Date.now };
}
