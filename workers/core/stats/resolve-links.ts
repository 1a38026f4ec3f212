/** Finds the links that a stats query names by `externalId`, `domain` + `key` or `tenantId`. */
import { refusal } from '../error/refuse.ts';
import { normaliseKey } from '../link/key-normalise.ts';
import type { LinkContext } from '../link/ports.ts';
import { MAX_FILTER_VALUES, requireDomainForKey } from './parse.ts';
import type { StatsFilters } from './query.ts';

/** Ids, possibly none; undefined when the query names no link in one of these ways. */
export async function resolveLinks(context: LinkContext, query: StatsFilters): Promise<string[] | undefined> {
  requireDomainForKey(query);
  const sets: string[][] = [];
  if (query.externalId) sets.push(idsOf(await context.links.byExternalId(query.externalId.replace(/^ext_/, ''))));
  if (query.domain && query.key) sets.push(await byName(context, query.domain, query.key));
  if (query.tenantId) sets.push(await byTenant(context, query.tenantId));
  const [first, ...others] = sets;
  return first?.filter((id) => others.every((ids) => ids.includes(id)));
}

async function byName(context: LinkContext, domainSlug: string, key: string): Promise<string[]> {
  const slug = domainSlug.trim().toLowerCase();
  const domain = (await context.domains.all()).find((each) => each.slug === slug);
  return domain ? idsOf(await context.links.byName(slug, normaliseKey(key, domain.caseSensitive))) : [];
}

async function byTenant(context: LinkContext, tenantId: string): Promise<string[]> {
  const page = { limit: MAX_FILTER_VALUES + 1, offset: 0, order: 'desc' } as const;
  const links = await context.links.list({ tenantId, showArchived: true }, page);
  if (links.length > MAX_FILTER_VALUES)
    throw refusal('tenantId', `names more than ${MAX_FILTER_VALUES} links; ask by linkId instead`, tenantId);
  return links.map((link) => link.id);
}

function idsOf(link: { id: string } | undefined): string[] {
  return link ? [link.id] : [];
}
