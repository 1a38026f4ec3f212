/** Full-text search: the MATCH expression, and the statements that walk it. What people type is only ever inside quotes. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { LinkFilter, LinkPage } from '#core/link/ports.ts';
import type { LinkSearch, SearchWord } from '#core/link/search.ts';
import { links } from '../schema/links.ts';
import { filterConditions } from './conditions.ts';
import { isBackwards, ORDERS, type PageQuery } from './list-page.ts';

/** Matches that are sorted when another order than the index's own is asked for: the newest ones. */
export const MAX_SORTED_MATCHES = 1_000;

/** The expression for FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax): the narrow scope first, then each word. */
export function matchExpression(workspaceId: string, filter: LinkFilter, search: LinkSearch): string {
  const scope = [
    word(workspaceId),
    ...(filter.showArchived ? [] : ['live']),
    ...(filter.domain === undefined ? [] : [`d${filter.domain.replaceAll(/[.-]/g, '')}`]),
    ...(filter.folderId === undefined ? [] : [filter.folderId === null ? 'unsorted' : word(filter.folderId)]),
  ];
  const tags = filter.tagIds?.length ? [anyTag(filter.tagIds)] : [];
  const words = search.words.map((each) => anywhere(each, search.whole));
  return [`scope : (${scope.map(quoted).join(' AND ')})`, ...tags, ...words].join(' AND ');
}

/** A word in any text, or a tag it stands for. Its parts (`acme.com`) stand next to each other; the last one may go on. */
function anywhere({ text, tagIds }: SearchWord, whole: boolean): string {
  const inText = `- scope : ${quoted(text)}${whole ? '' : ' *'}`;
  return tagIds.length === 0 ? `(${inText})` : `((${inText}) OR ${anyTag(tagIds)})`;
}

function anyTag(tagIds: string[]): string {
  return `(scope : (${tagIds.map((id) => quoted(word(id))).join(' OR ')}))`;
}

/** Ids stand in the index without their underscore, which would part them. */
function word(id: string): string {
  return id.replaceAll('_', '');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rows `{ id }`. Newest first is the order of the index; any other order is of the newest MAX_SORTED_MATCHES. */
export function searchStatement(query: PageQuery, search: LinkSearch): SQL {
  const { page } = query;
  const direction = sql.raw((page.order === 'desc') === isBackwards(page) ? 'ASC' : 'DESC');
  const limits = sql`LIMIT ${page.limit} OFFSET ${page.offset}`;
  if (page.sort === 'createdAt')
    return sql`SELECT ${links.id} AS id ${matches(query, search, numberCursor(page))} ORDER BY link_search.rowid ${direction} ${limits}`;
  const { column } = ORDERS[page.sort];
  return sql`SELECT id, v FROM (SELECT ${links.id} AS id, ${column} AS v ${matches(query, search)}
    ORDER BY link_search.rowid DESC LIMIT ${MAX_SORTED_MATCHES})
    WHERE ${valueCursor(page)} ORDER BY v ${direction}, id ${direction} ${limits}`;
}

/** Row `{ n }`. */
export function countMatches(query: PageQuery, search: LinkSearch): SQL {
  return sql`SELECT count(*) AS n ${matches(query, search)}`;
}

/** FROM and WHERE. The index only narrows; every condition is asked of the link itself, too. */
export function matches(query: Omit<PageQuery, 'plan' | 'page'>, search: LinkSearch, more?: SQL): SQL {
  const { workspaceId, filter, sight } = query;
  const conditions = [
    sql`link_search MATCH ${matchExpression(workspaceId, filter, search)}`,
    sql`+${links.workspaceId} = ${workspaceId}`,
    filter.showArchived ? undefined : sql`+${links.archived} = 0`,
    ...filterConditions(filter),
    sight,
    more,
  ].filter((condition) => condition !== undefined);
  return sql`FROM link_search CROSS JOIN link_texts ON link_texts.number = link_search.rowid
    CROSS JOIN ${links} ON ${links.id} = link_texts.link_id WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** Beyond the cursor's link in the order of creation. */
function numberCursor(page: LinkPage): SQL | undefined {
  const cursor = page.after ?? page.before;
  if (!cursor) return undefined;
  const comparison = sql.raw((page.order === 'desc') === isBackwards(page) ? '>' : '<');
  return sql`link_search.rowid ${comparison} (SELECT number FROM link_texts WHERE link_id = ${cursor.id})`;
}

function valueCursor(page: LinkPage): SQL {
  const cursor = page.after ?? page.before;
  if (!cursor) return sql`1`;
  const comparison = sql.raw((page.order === 'desc') === isBackwards(page) ? '>' : '<');
  return sql`(v, id) ${comparison} (${cursor.value}, ${cursor.id})`;
}
