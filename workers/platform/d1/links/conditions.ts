/** SQL conditions of link lists, from filter and cursor values. */
import type { SQL } from 'drizzle-orm';
import { eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Cursor, LinkFilter } from '#core/link/ports.ts';
import { links } from '../schema/links.ts';

export function filterConditions(filter: LinkFilter): SQL[] {
  if (filter.nothing) return [sql`0`];
  const conditions: (SQL | undefined)[] = [
    filter.showArchived ? undefined : eq(links.archived, false),
    filter.domain === undefined ? undefined : eq(links.domain, filter.domain),
    filter.userId === undefined ? undefined : eq(links.userId, filter.userId),
    filter.tenantId === undefined ? undefined : eq(links.tenantId, filter.tenantId),
    folderCondition(filter.folderId),
    filter.linkIds === undefined ? undefined : inJson(filter.linkIds),
    filter.search === undefined ? undefined : searchCondition(filter.search),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

/** Rows beyond the cursor in the direction that is read. */
export function cursorCondition(cursor: Cursor | undefined, descending: boolean): SQL | undefined {
  if (!cursor) return undefined;
  const row = sql`(${links.createdAt}, ${links.id})`;
  return descending
    ? sql`${row} < (${cursor.createdAt}, ${cursor.id})`
    : sql`${row} > (${cursor.createdAt}, ${cursor.id})`;
}

/** Many ids as one bound parameter: D1 allows a hundred per statement. */
export function inJson(values: string[]): SQL {
  return inArray(links.id, sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`);
}

function folderCondition(folderId: string | null | undefined): SQL | undefined {
  if (folderId === undefined) return undefined;
  return folderId === null ? isNull(links.folderId) : eq(links.folderId, folderId);
}

/** D1 limits LIKE patterns to 50 bytes; `instr` has no such limit and no wildcards to escape. Folds ASCII case; other letters as they are. */
function searchCondition(search: string): SQL | undefined {
  const wanted = search.toLowerCase();
  const contains = (column: unknown) =>
    sql`(instr(lower(${column}), ${wanted}) > 0 OR instr(${column}, ${search}) > 0)`;
  return or(
    contains(links.key),
    contains(links.url),
    contains(links.title),
    contains(links.comments),
    contains(links.externalId),
  );
}
