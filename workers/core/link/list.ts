/** Lists links of the workspace, a page at a time, newest first unless asked otherwise. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { parseFilter } from './filter.ts';
import type { Link } from './link.ts';
import type { Cursor, LinkContext, LinkPage, LinkSort } from './ports.ts';
import type { ListLinksQuery } from './query.ts';

export async function listLinks(context: LinkContext, query: ListLinksQuery): Promise<Link[]> {
  requireScope(context.actor, 'links.read');
  const filter = await parseFilter(context, query);
  const page = await parsePage(context, query);
  return filter.nothing ? [] : context.links.list(filter, page);
}

async function parsePage(context: LinkContext, query: ListLinksQuery): Promise<LinkPage> {
  const { startingAfter, endingBefore } = query;
  if (startingAfter && endingBefore) throw new AppError('bad_request', 'Give startingAfter or endingBefore, not both.');
  const sort = query.sortBy ?? query.sort ?? 'createdAt';
  const page: LinkPage = { limit: query.pageSize, offset: 0, sort, order: query.sortOrder ?? 'desc' };
  if (startingAfter) return { ...page, after: await cursor(context, 'startingAfter', startingAfter, sort) };
  if (endingBefore) return { ...page, before: await cursor(context, 'endingBefore', endingBefore, sort) };
  return { ...page, offset: ((query.page ?? 1) - 1) * query.pageSize };
}

async function cursor(context: LinkContext, field: string, id: string, sort: LinkSort): Promise<Cursor> {
  const found = await context.links.cursor(id, sort);
  if (!found) throw refusal(field, 'is not a link of this workspace', id);
  return found;
}
