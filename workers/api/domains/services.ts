/** What the domain verbs work with in one workspace. */
import type { Actor } from '#core/access/actor.ts';
import type { DomainContext } from '#core/domain/ports.ts';
import type { Entitlements } from '#core/plan/entitlements.ts';
import { D1DomainTruth } from '#platform/d1/control/domain-truth.ts';
import { KvDomains } from '#platform/kv/domains.ts';
import { describeError } from '#platform/log/log.ts';
import { domainsOf, entitlementsOf, linksOf, type Services } from '../services.ts';

export function domainContextOf(services: Services, actor: Actor): DomainContext & { entitlements: Entitlements } {
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
    entitlements: entitlementsOf(services, actor),
    resolver: config.outbound.resolver,
    rules: { reserved: new Set([...hosts, target]), allowLocal: config.outbound.allowLoopback },
    now: Date.now,
    failed: (what, slug, error) =>
      log.warn(`domain.${what}_failed`, { slug, requestId: actor.requestId, error: describeError(error) }),
  };
}
