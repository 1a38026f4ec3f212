/** Counts links, all together or per value of one column. */
import { requireScope } from '../access/actor.ts';
import { parseFilter } from './filter.ts';
import type { LinkContext } from './ports.ts';
import type { CountLinksQuery } from './query.ts';

export type LinkCount =
  | number
  | { domain?: string; userId?: string | null; folderId?: string | null; tagId?: string; _count: number }[];

export async function countLinks(context: LinkContext, query: CountLinksQuery): Promise<LinkCount> {
  requireScope(context.actor, 'links.read');
  const filter = await parseFilter(context, query);
  if (query.groupBy === undefined) return filter.nothing ? 0 : context.links.count(filter);
  if (filter.nothing) return [];
  const column = query.groupBy;
  const groups = await context.links.countBy(filter, column);
  return groups.map(({ value, count }) =>
    column === 'domain' || column === 'tagId'
      ? { [column]: value ?? '', _count: count }
      : { [column]: value, _count: count },
  );
}
