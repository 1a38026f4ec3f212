/** Lists the workspace's short domains, the primary one first. */
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/actor.ts';
import type { DomainStore } from '../link/ports.ts';
import type { Domain } from './domain.ts';
import type { ListDomainsQuery } from './wire.ts';

export async function listDomains(actor: Actor, domains: DomainStore, query: ListDomainsQuery): Promise<Domain[]> {
  requireScope(actor, 'domains.read');
  const search = query.search?.trim().toLowerCase() ?? '';
  const all = await domains.all();
  const matching = all.filter((domain) => (query.archived || !domain.archived) && domain.slug.includes(search));
  const start = (query.page - 1) * query.pageSize;
  return matching.slice(start, start + query.pageSize);
}
