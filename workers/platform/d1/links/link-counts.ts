/** Counts of links from the table that triggers keep, where it has them; otherwise by reading the links of the smallest facet. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { LinkFilter, LinkGroup } from '#core/link/ports.ts';
import { closedFolders, type Sight } from './sight.ts';

const FACET_OF = { domain: 'domain', userId: 'user', tagIds: 'tag' } as const;
type Counted = keyof typeof FACET_OF;
const COUNTED: readonly Counted[] = ['domain', 'userId', 'tagIds'];

/** What the table can answer: all links or those of one value, within a folder or over all. Undefined when it cannot. */
export function countedFacet(filter: LinkFilter): { facet: string; value: string } | undefined {
  if (filter.search || filter.linkIds || filter.tenantId !== undefined) return undefined;
  const given = COUNTED.filter((name) => filter[name] !== undefined);
  const [only, ...others] = given;
  if (only === undefined) return { facet: 'all', value: '' };
  if (others.length > 0 || (filter.tagIds?.length ?? 0) > 1) return undefined;
  return { facet: FACET_OF[only], value: valueOf(filter, only) };
}

export function valueOf(filter: LinkFilter, facet: Counted): string {
  return (facet === 'tagIds' ? filter.tagIds?.[0] : filter[facet]) ?? '';
}

/** Row `{ n }`: one row read per folder. */
export function countStatement(
  workspaceId: string,
  { facet, value }: { facet: string; value: string },
  filter: Pick<LinkFilter, 'folderId' | 'showArchived'>,
  sight: Sight,
): SQL {
  return sql`SELECT coalesce(sum(n), 0) AS n FROM link_counts
    WHERE workspace_id = ${workspaceId} AND facet = ${facet} AND value = ${value}${narrowed(workspaceId, filter, sight)}`;
}

/** Rows `{ value, n }`, the most first, of one grouping over links that nothing else narrows but folder and archived. */
export function groupStatement(
  workspaceId: string,
  group: LinkGroup,
  filter: LinkFilter,
  sight: Sight,
  limit: number,
): SQL | undefined {
  const counted = countedFacet(filter);
  if (counted?.facet !== 'all') return undefined;
  const facet = { domain: 'domain', userId: 'user', tagId: 'tag', folderId: 'all' }[group];
  const value = sql.raw(group === 'folderId' ? 'folder_id' : 'value');
  return sql`SELECT nullif(${value}, '') AS value, sum(n) AS n FROM link_counts
    WHERE workspace_id = ${workspaceId} AND facet = ${facet}${narrowed(workspaceId, filter, sight)}
    GROUP BY ${value} ORDER BY n DESC, value LIMIT ${limit}`;
}

function narrowed(
  workspaceId: string,
  { folderId, showArchived }: Pick<LinkFilter, 'folderId' | 'showArchived'>,
  sight: Sight,
): SQL {
  const closed = closedFolders(workspaceId, sight);
  return sql.join([
    showArchived ? sql`` : sql` AND archived = 0`,
    folderId === undefined ? sql`` : sql` AND folder_id = ${folderId ?? ''}`,
    closed ? sql` AND folder_id NOT IN ${closed}` : sql``,
  ]);
}
