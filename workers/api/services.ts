/** Everything a request works with, opened from the configuration: once per isolate what can be shared, per request what belongs to an actor. */
import type { Actor } from '#core/access/actor.ts';
import type { DomainStore, LinkContext } from '#core/link/ports.ts';
import type { Addresses } from '#core/link/present.ts';
import type { InvitationContext } from '#core/invitation/ports.ts';
import type { MemberContext } from '#core/member/ports.ts';
import type { TokenContext } from '#core/token/token.ts';
import { addressHasher } from '#core/access/address-hash.ts';
import { compose, type Post } from '#core/mail/compose.ts';
import { abandonOwned, refuseOwnerOfOthers } from '#core/workspace/leave-all.ts';
import type { WorkspaceContext } from '#core/workspace/ports.ts';
import { createFirstWorkspace } from '#core/workspace/create.ts';
import { waitUntil } from 'cloudflare:workers';
import type { Auth } from '#platform/auth/auth.ts';
import { createAuth } from '#platform/auth/auth.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import type { StatsDatabase } from '#platform/clickhouse/stats/connect.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { Memberships } from '#platform/d1/control/memberships.ts';
import { WorkspaceInvitations } from '#platform/d1/control/invitations.ts';
import { WorkspaceMembers } from '#platform/d1/control/members.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { WorkspaceTokens } from '#platform/d1/control/tokens.ts';
import { OneWorkspace } from '#platform/d1/control/workspace.ts';
import { D1Claims } from '#platform/d1/links/claims.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { KvRoutes } from '#platform/kv/routes.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
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
    onLeaving: ({ id }) => abandonOwned(memberships, id, Date.now()),
    onNewPerson: (person) => createFirstWorkspace(memberships, person, config.linkShards.length, Date.now()),
  });
  return {
    config,
    auth,
    memberships,
    origins,
    log,
    post,
    hashAddress,
    stats: openStats(config.clickhouse),
    addresses: { apiUrl: config.apiUrl, shortOrigins: config.shortOrigins },
  };
}

export function domainsOf(services: Services, actor: Actor): DomainStore {
  const shortHosts = Object.values(services.config.shortOrigins).map((address) => new URL(address).hostname);
  return new WorkspaceDomains(services.config.control, actor.workspace.id, new Set(shortHosts));
}

/** The database with the workspace's links. */
export function shardOf({ config }: Services, { workspace }: Actor): D1Database {
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
    links: new WorkspaceLinks(shard, actor.workspace.id),
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

export function workspaceOf(services: Services, actor: Actor): WorkspaceContext {
  const { config, post } = services;
  const { members, now } = membersOf(services, actor);
  return {
    actor,
    workspace: new OneWorkspace(config.control, actor.workspace.id),
    peopleInCharge: async () =>
      (await members.all()).filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email),
    post,
    webUrl: config.webUrl,
    now,
  };
}

export function membersOf({ config, post }: Services, actor: Actor): MemberContext {
  return { actor, members: new WorkspaceMembers(config.control, actor.workspace.id), post, now: Date.now };
}

export function invitationsOf(services: Services, actor: Actor): InvitationContext {
  const { config } = services;
  return {
    ...membersOf(services, actor),
    invitations: new WorkspaceInvitations(config.control, actor.workspace.id),
    inviter: async () => (await findPerson(config.control, actor.userId))?.name ?? actor.workspace.name,
    webUrl: config.webUrl,
  };
}
