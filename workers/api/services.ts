/** Everything a request works with, opened from the configuration: once per isolate what can be shared, per request what belongs to an actor. */
import type { HazardSource } from '#core/abuse/hazard.ts';
import type { Screening } from '#core/abuse/screen.ts';
import type { Actor } from '#core/access/actor.ts';
import { endRenewal } from '#core/billing/end-renewal.ts';
import type { BillingProvider } from '#core/billing/ports.ts';
import { seesEveryFolder } from '#core/folder/access.ts';
import { hmacKey, hmacSha256 } from '#core/hash/hmac-sha256.ts';
import { hexOfWords } from '#core/hash/sha256-hex.ts';
import { LeaseBook } from '#core/limit/lease-book.ts';
import type { LinkContext } from '#core/link/ports.ts';
import type { Addresses } from '#core/link/present.ts';
import type { Rates } from '#core/money/convert.ts';
import type { Outbound } from '#core/outbound/ports.ts';
import { type Entitlements, PlanEntitlements } from '#core/plan/entitlements.ts';
import type { UsageCounter } from '#core/plan/usage.ts';
import { openServing, type Serving } from '#core/stats/serve/serve.ts';
import type { AnnotationContext } from '#core/annotation/annotation.ts';
import type { SegmentContext } from '#core/segment/segment.ts';
import type { FileWriter } from '#core/stats/export/ports.ts';
import type { TokenContext } from '#core/token/token.ts';
import { addressHasher } from '#core/access/address-hash.ts';
import { compose, type Post } from '#core/mail/compose.ts';
import { abandonOwned, refuseOwnerOfOthers } from '#core/workspace/leave-all.ts';
import { type Beginning, createFirstWorkspace } from '#core/workspace/create.ts';
import { waitUntil } from 'cloudflare:workers';
import type { Auth } from '#platform/auth/auth.ts';
import { createAuth } from '#platform/auth/auth.ts';
import { WorkspaceDesk } from '#platform/abuse/workspace-desk.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { StatsDatabase } from '#platform/clickhouse/stats/connect.ts';
import { openFiles } from '#platform/clickhouse/stats/files.ts';
import { currencyRatesOf } from '#platform/d1/control/currency-rates.ts';
import { WorkspaceBilling } from '#platform/d1/control/billing.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { D1HazardHosts } from '#platform/d1/control/hazard-hosts.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { WorkspaceAnnotations } from '#platform/d1/control/annotations.ts';
import { WorkspaceSegments } from '#platform/d1/control/segments.ts';
import { WorkspaceTokens } from '#platform/d1/control/tokens.ts';
import { WorkspaceUsage } from '#platform/d1/control/usage.ts';
import { wantedChanges } from '#platform/d1/control/webhooks.ts';
import { WorkspaceFolders } from '#platform/d1/labels/workspace-folders.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '#platform/d1/labels/workspace-utm-templates.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import type { Sight } from '#platform/d1/links/sight.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { safeBrowsing } from '#platform/fetch/safe-browsing.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { createSaltReader, type SaltReader } from '#platform/kv/salt.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import type { Log } from '#platform/log/log.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import type { ApiConfig } from './env.ts';
import { StripeBilling } from '#platform/stripe/stripe-billing.ts';
import { readEnv } from './env.ts';
import { trustedOrigins } from './http/origins.ts';
import { DataVersions } from './analytics/data-versions.ts';
import { endSocketsOfPerson } from './live/end-sockets.ts';

export interface Services {
  config: ApiConfig;
  log: Log;
  auth: Auth;
  memberships: Memberships;
  stats: StatsDatabase;
  /** Files that the analytical store writes. */
  files: FileWriter;
  /** Answers, computations and slots of reports. */
  serving: Serving;
  dataVersions: DataVersions;
  /** Asks addresses that customers have named. */
  outbound: Outbound;
  /** Others' lists of dangerous addresses. */
  hazards: readonly HazardSource[];
  addresses: Addresses;
  origins: ReadonlySet<string>;
  /** Undefined where billing is not configured. */
  billing: BillingProvider | undefined;
  /** Permits that this isolate holds. */
  leases: LeaseBook;
  rates: Rates;
  /** The key of the day's visitor hash. */
  salt: SaltReader;
  /** A name for a visitor's network that does not tell the network. */
  networkHash(network: string): string;
  /** Sends a letter behind the answer. */
  post: Post;
  hashAddress: (address: string) => string;
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
  const mailer = httpMailer(config.mail, config.control, log);
  const post: Post = (to, letter) => waitUntil(mailer.send(compose(to, letter, Date.now())));
  const hashAddress = addressHasher(config.authSecret);
  const billing = config.stripe && new StripeBilling(config.stripe);
  const auth = createAuth({
    log,
    control: config.control,
    secret: config.authSecret,
    baseUrl: config.webUrl,
    trustedOrigins: [...origins],
    signUpOpen: config.signUpOpen,
    emailFirst: config.emailFirst,
    providers: config.providers,
    post,
    hashAddress,
    attemptsPerWindow: config.authAttempts,
    mayLeave: ({ id }) => refuseOwnerOfOthers(memberships, id),
    onLeaving: async ({ id }) => {
      const end = (workspaceId: string) => endRenewal(new WorkspaceBilling(config.control, workspaceId), billing);
      await abandonOwned(memberships, id, end, Date.now());
      await endSocketsOfPerson({ config, log, memberships }, id);
    },
    onSignedOut: (userId) => endSocketsOfPerson({ config, log, memberships }, userId),
    onNewPerson: (person) => createFirstWorkspace(memberships, person, beginningOf(config), Date.now()),
  });
  return {
    config,
    auth,
    memberships,
    origins,
    log,
    billing,
    leases: new LeaseBook(),
    rates: currencyRatesOf(config.control, Date.now),
    salt: createSaltReader(config.routes),
    networkHash: networkHasher(config.authSecret),
    post,
    hashAddress,
    stats: openStats(config.clickhouse),
    files: openFiles(config.clickhouse),
    serving: openServing(Date.now),
    dataVersions: new DataVersions(config.ledgerOf, Date.now),
    outbound: openOutbound(config.outbound),
    hazards: config.safeBrowsing ? [safeBrowsing(config.safeBrowsing)] : [],
    addresses: { apiUrl: config.apiUrl, shortOrigins: config.shortOrigins },
  };
}

/** What a new workspace begins with on this instance. */
export function beginningOf({ linkShards, defaultPlan }: ApiConfig): Beginning {
  return { shardCount: linkShards.length, plan: defaultPlan };
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

/** The database with the workspace's links. */
export function shardOf({ config }: Services, { workspace }: Pick<Actor, 'workspace'>): D1Database {
  const shard = config.linkShards[workspace.linkShard];
  if (!shard) throw new Error(`Link shard ${workspace.linkShard} of ${workspace.id} is not bound`);
  return shard;
}

/** The link verbs' context: stores of the actor's workspace, on the shard it lives on. */
export function linksOf(services: Services, actor: Actor): LinkContext {
  const { config, log } = services;
  const shard = shardOf(services, actor);
  return {
    actor,
    links: new WorkspaceLinks(shard, actor.workspace.id, {
      sight: sightOf(actor),
      wanted: wantedChanges(config.control, actor.workspace.id),
    }),
    tags: new WorkspaceTags(shard, actor.workspace.id),
    folders: foldersIn(shard, actor),
    templates: new WorkspaceUtmTemplates(shard, actor.workspace.id),
    claims: new D1Claims(config.linkShards),
    cache: new KvRoutes(config.routes),
    domains: domainsOf(services, actor),
    entitlements: entitlementsOf(services, actor),
    screening: screeningOf(services, actor),
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

function screeningOf(services: Services, actor: Actor): Screening {
  const { config, log, hazards } = services;
  const { requestId } = actor;
  return {
    desk: new WorkspaceDesk(config.control, shardOf(services, actor), actor, log),
    sources: [new D1HazardHosts(config.control), ...hazards],
    lookupFailed: (source, error) =>
      log.warn('hazards.lookup_failed', { source, requestId, error: describeError(error) }),
  };
}

export function usageOf(services: Services, { workspace }: Pick<Actor, 'workspace'>): UsageCounter {
  const { config } = services;
  const { id } = workspace;
  const stores = { control: config.control, linkShard: shardOf(services, { workspace }), ledger: config.ledgerOf(id) };
  return new WorkspaceUsage(stores, id, Date.now);
}

/** One per request: see PlanEntitlements. */
export function entitlementsOf(services: Services, actor: Pick<Actor, 'workspace'>): Entitlements {
  return new PlanEntitlements(actor.workspace.plan, usageOf(services, actor));
}

/** The folders of the actor's workspace as the actor may see them. */
export function foldersIn(shard: D1Database, actor: Actor): WorkspaceFolders {
  return new WorkspaceFolders(shard, actor.workspace.id, actor.userId, sightOf(actor));
}

function sightOf(actor: Actor): Sight {
  return seesEveryFolder(actor) ? 'everything' : { userId: actor.userId };
}

export function segmentsOf({ config }: Services, actor: Actor): SegmentContext {
  return { actor, segments: new WorkspaceSegments(config.control, actor.workspace.id), now: Date.now };
}

export function annotationsOf({ config }: Services, actor: Actor): AnnotationContext {
  return { actor, annotations: new WorkspaceAnnotations(config.control, actor.workspace.id), now: Date.now };
}

export function tokensOf(services: Services, actor: Actor): TokenContext {
  return { actor, tokens: new WorkspaceTokens(services.config.control, actor.workspace.id), now: Date.now };
}
