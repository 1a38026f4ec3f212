/** Lists the workspace's short domains, the primary one first; and the domains that every workspace shares. */
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/actor.ts';
import type { DomainStore } from '../link/ports.ts';
import type { Domain } from './domain.ts';
import type { ListDomainsQuery } from './wire.ts';

export async function listDomains(actor: Actor, domains: DomainStore, query: ListDomainsQuery): Promise<Domain[]> {
  requireScope(actor, 'domains.read');
  const search = query.search?.trim().toLowerCase() ?? '';
  const own = (await domains.all()).filter((domain) => domain.own);
  const matching = own.filter((domain) => (query.archived || !domain.archived) && domain.slug.includes(search));
  const start = (query.page - 1) * query.pageSize;
  return matching.slice(start, start + query.pageSize);
}

/** Names anybody here may use without owning them; an own one that is shared is among them. */
export async function listSharedDomains(actor: Actor, domains: DomainStore): Promise<string[]> {
  requireScope(actor, 'domains.read');
  return (await domains.all()).filter((domain) => domain.shared && domain.verified).map((domain) => domain.slug);
}
