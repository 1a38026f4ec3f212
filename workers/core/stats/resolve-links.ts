/** Finds the links that a stats query names by anything but their id, and those it must leave out. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { UNSORTED } from '../link/filter.ts';
import { normaliseKey } from '../link/key-normalise.ts';
import type { LinkContext, LinkFilter } from '../link/ports.ts';
import { MAX_LABELLED_LINKS } from './labels.ts';
import { requireDomainForKey } from './parse.ts';
import type { StatsFilters } from './query.ts';
import type { StatsQuery } from './stats-query.ts';

/** Ids, possibly none; undefined when the query names no link in one of these ways. */
export async function resolveLinks(
  context: Pick<LinkContext, 'links' | 'domains'>,
  query: StatsFilters,
): Promise<string[] | undefined> {
  requireDomainForKey(query);
  const sets: string[][] = [];
  if (query.externalId) sets.push(idsOf(await context.links.byExternalId(query.externalId.replace(/^ext_/, ''))));
  if (query.domain && query.key) sets.push(await byName(context, query.domain, query.key));
  if (query.tenantId) sets.push(await byFilter(context, 'tenantId', { tenantId: query.tenantId }));
  const tagIds = query.tagIds ?? query.tagId;
  if (tagIds) sets.push(await byFilter(context, 'tagIds', { tagIds: listOf(tagIds) }));
  if (query.folderId)
    sets.push(await byFilter(context, 'folderId', { folderId: query.folderId === UNSORTED ? null : query.folderId }));
  const [first, ...others] = sets;
  return first?.filter((id) => others.every((ids) => ids.includes(id)));
}

async function byName(
  context: Pick<LinkContext, 'links' | 'domains'>,
  domainSlug: string,
  key: string,
): Promise<string[]> {
  const slug = domainSlug.trim().toLowerCase();
  const domain = (await context.domains.all()).find((each) => each.slug === slug);
  return domain ? idsOf(await context.links.byName(slug, normaliseKey(key, domain.caseSensitive))) : [];
}

async function byFilter(
  context: Pick<LinkContext, 'links' | 'domains'>,
  field: string,
  filter: Omit<LinkFilter, 'showArchived'>,
): Promise<string[]> {
  const page = { limit: MAX_LABELLED_LINKS + 1, offset: 0, sort: 'createdAt', order: 'desc' } as const;
  const ids = await context.links.ids({ ...filter, showArchived: true }, page);
  if (ids.length > MAX_LABELLED_LINKS)
    throw refusal(field, `names more than ${MAX_LABELLED_LINKS} links; ask by linkId instead`);
  return ids;
}

/** The same query without the links in folders that are closed to the actor. Throws `forbidden` when they are too many to leave out. */
export async function withinSight({ links }: Pick<LinkContext, 'links'>, stats: StatsQuery): Promise<StatsQuery> {
  const hidden = await links.hiddenIds(MAX_LABELLED_LINKS + 1);
  if (hidden.length === 0) return stats;
  if (hidden.length > MAX_LABELLED_LINKS)
    throw new AppError(
      'forbidden',
      'Too many links of this workspace are in folders closed to you for a report over it.',
    );
  return { ...stats, filters: [...stats.filters, { name: 'linkId', values: hidden, not: true }] };
}

function listOf(text: string): string[] {
  return [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

function idsOf(link: { id: string } | undefined): string[] {
  return link ? [link.id] : [];
}
