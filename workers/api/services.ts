/** Everything a request works with, opened from the configuration: once per isolate what can be shared, per request what belongs to an actor. */
import type { Actor } from '#core/access/actor.ts';
import type { BillingProvider } from '#core/billing/ports.ts';
import type { DomainContext } from '#core/domain/ports.ts';
import { hmacKey, hmacSha256 } from '#core/hash/hmac-sha256.ts';
import { hexOfWords } from '#core/hash/sha256-hex.ts';
import { LeaseBook } from '#core/limit/lease-book.ts';
import type { LinkContext } from '#core/link/ports.ts';
import type { Addresses } from '#core/link/present.ts';
import type { Outbound } from '#core/outbound/ports.ts';
import { publishStrict } from '#core/route/strict.ts';
import { type Entitlements, PlanEntitlements } from '#core/plan/entitlements.ts';
import type { UsageCounter } from '#core/plan/usage.ts';
import type { SegmentContext } from '#core/segment/segment.ts';
import type { TokenContext } from '#core/token/token.ts';
import { createFirstWorkspace } from '#core/workspace/create.ts';
import type { WorkspaceContext } from '#core/workspace/update.ts';
import type { Auth } from '#platform/auth/auth.ts';
import { createAuth } from '#platform/auth/auth.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { StatsDatabase } from '#platform/clickhouse/stats/connect.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { WorkspaceSegments } from '#platform/d1/control/segments.ts';
import { WorkspaceTokens } from '#platform/d1/control/tokens.ts';
import { WorkspaceSettings } from '#platform/d1/control/workspaces.ts';
import { WorkspaceUsage } from '#platform/d1/control/usage.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import { KvDomains } from '#platform/kv/domains.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { strictPorts } from '#platform/kv/strict.ts';
import type { Log } from '#platform/log/log.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import type { ApiConfig } from './env.ts';
import { StripeBilling } from '#platform/stripe/stripe-billing.ts';
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
  /** Undefined where billing is not configured. */
  billing: BillingProvider | undefined;
  /** Permits that this isolate holds. */
  leases: LeaseBook;
  /** A name for a visitor's network that does not tell the network. */
  networkHash(network: string): string;
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
    onNewPerson: (person) =>
      createFirstWorkspace(
        memberships,
        person,
        { shardCount: config.linkShards.length, plan: config.defaultPlan },
        Date.now(),
      ),
  });
  return {
    config,
    auth,
    memberships,
    origins,
    log,
    billing: config.stripe && new StripeBilling(config.stripe),
    leases: new LeaseBook(),
    networkHash: networkHasher(config.authSecret),
    stats: openStats(config.clickhouse),
    outbound: openOutbound(config.outbound),
    addresses: { apiUrl: config.apiUrl, shortOrigins: config.shortOrigins },
  };
}

function networkHasher(secret: string): (network: string) => string {
  const encoder = new TextEncoder();
  const key = hmacKey(encoder.encode(`network ${secret}`));
  return (network) => hexOfWords(hmacSha256(key, encoder.encode(network)));
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
  const shard = linkShardOf(config, actor);
  return {
    actor,
    links: new WorkspaceLinks(shard, actor.workspace.id),
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    domains: domainsOf(services, actor),
    entitlements: entitlementsOf(services, actor),
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

function linkShardOf(config: ApiConfig, { workspace }: Actor): D1Database {
  const shard = config.linkShards[workspace.linkShard];
  if (!shard) throw new Error(`Link shard ${workspace.linkShard} of ${workspace.id} is not bound`);
  return shard;
}

export function usageOf({ config }: Services, actor: Actor): UsageCounter {
  const { id } = actor.workspace;
  const stores = { control: config.control, linkShard: linkShardOf(config, actor), ledger: config.ledgerOf(id) };
  return new WorkspaceUsage(stores, id, Date.now);
}

/** One per request: see PlanEntitlements. */
export function entitlementsOf(services: Services, actor: Actor): Entitlements {
  return new PlanEntitlements(actor.workspace.plan, usageOf(services, actor));
}

export function segmentsOf({ config }: Services, actor: Actor): SegmentContext {
  return { actor, segments: new WorkspaceSegments(config.control, actor.workspace.id), now: Date.now };
}

export function tokensOf(services: Services, actor: Actor): TokenContext {
  return { actor, tokens: new WorkspaceTokens(services.config.control, actor.workspace.id), now: Date.now };
}

export function workspaceOf({ config, log }: Services, actor: Actor): WorkspaceContext {
  const settings = new WorkspaceSettings(config.control, actor.workspace.id);
  return {
    actor,
    update: (changes, entry) => settings.update(changes, entry),
    async publishStrict() {
      try {
        await publishStrict(strictPorts(config.control, config.routes));
      } catch (error) {
        log.warn('strict.copy_failed', { requestId: actor.requestId, error: describeError(error) });
      }
    },
    now: Date.now,
  };
}
