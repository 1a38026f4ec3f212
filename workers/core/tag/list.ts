/** Lists tags, a page at a time. */
import { requireScope } from '../access/actor.ts';
import type { Tag, TagContext } from './tag.ts';
import type { ListTagsQuery } from './wire.ts';

export async function listTags(context: TagContext, query: ListTagsQuery): Promise<Tag[]> {
  requireScope(context.actor, 'tags.read');
  const { sortBy, sortOrder, page, pageSize } = query;
  const search = query.search?.trim();
  return context.tags.list({
    sortBy,
    order: sortOrder,
    limit: pageSize,
    offset: (page - 1) * pageSize,
    ...(search ? { search } : {}),
    ...(query.ids?.length ? { ids: query.ids } : {}),
  });
}
