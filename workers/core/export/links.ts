/** Exports links, all of a filter, page by page: what is read at a time is bounded, however many there are. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { parseFilter } from '../link/filter.ts';
import type { Link } from '../link/link.ts';
import type { Cursor, LinkContext } from '../link/ports.ts';
import type { CountLinksQuery } from '../link/query.ts';

/** Links of one statement and one question for counters. */
const PAGE = 400;
/** What one request can read within the platform's bound on calls of a request. */
export const MAX_EXPORTED_LINKS = 50_000;

/** Pages, newest first. Throws `bad_request` before the first one when there are too many. */
export async function exportLinks(
  context: LinkContext,
  query: Omit<CountLinksQuery, 'groupBy'>,
): Promise<AsyncGenerator<Link[]>> {
  requireScope(context.actor, 'links.read');
  const filter = await parseFilter(context, query);
  const count = filter.nothing ? 0 : await context.links.count(filter);
  if (count > MAX_EXPORTED_LINKS)
    throw new AppError(
      'bad_request',
      `${count} links match; one export holds ${MAX_EXPORTED_LINKS}. Narrow it down by domain, folder, tag or search.`,
    );
  return filter.nothing ? none() : pages(context, filter);
}

async function* pages(context: LinkContext, filter: Awaited<ReturnType<typeof parseFilter>>): AsyncGenerator<Link[]> {
  for (let after: Cursor | undefined; ;) {
    const page = { limit: PAGE, offset: 0, sort: 'createdAt', order: 'desc' } as const;
    const links = await context.links.list(filter, { ...page, ...(after && { after }) });
    if (links.length > 0) yield links;
    const last = links.at(-1);
    if (!last || links.length < PAGE) return;
    after = { id: last.id, value: last.createdAt };
  }
}

async function* none(): AsyncGenerator<Link[]> {}
