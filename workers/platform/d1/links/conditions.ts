/** SQL conditions of link lists, from filter values. */
import type { SQL } from 'drizzle-orm';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { LinkFilter } from '#core/link/ports.ts';
import { urlHash } from '#core/link/url-hash.ts';
import { links } from '../schema/links.ts';

/** Conditions on `links` alone; archived and search are the business of whoever builds the statement. */
export function filterConditions(filter: LinkFilter): SQL[] {
  const conditions: (SQL | undefined)[] = [
    filter.domain === undefined ? undefined : eq(links.domain, filter.domain),
    filter.userId === undefined ? undefined : eq(links.userId, filter.userId),
    filter.tenantId === undefined ? undefined : eq(links.tenantId, filter.tenantId),
    folderCondition(filter.folderId),
    filter.tagIds === undefined ? undefined : taggedWith(filter.tagIds),
    filter.linkIds === undefined ? undefined : inJson(filter.linkIds),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

/** Links that may lead to this address. The partial index serves only statements that name its own condition. */
export function hashed(url: string): SQL | undefined {
  return and(eq(links.urlHash, urlHash(url)), sql`${links.urlHash} <> ''`);
}

/** Many ids as one bound parameter: D1 allows a hundred per statement. */
export function inJson(values: string[]): SQL {
  return inArray(links.id, sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`);
}

function folderCondition(folderId: string | null | undefined): SQL | undefined {
  if (folderId === undefined) return undefined;
  return folderId === null ? isNull(links.folderId) : eq(links.folderId, folderId);
}

/** Asked of one link at a time: whoever walks many of them by tag walks link_tags instead. */
function taggedWith(tagIds: string[]): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${links.tagIds}) WHERE value IN (SELECT value FROM json_each(${JSON.stringify(tagIds)})))`;
}
