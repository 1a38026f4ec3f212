/** The statement that finds the ids of one page of a list, in order. Indexes are named, so that no table's growth changes the way. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Cursor, LinkFilter, LinkPage, LinkSort } from '#core/link/ports.ts';
import { links } from '../schema/links.ts';
import { filterConditions } from './conditions.ts';
import type { Facet, ListPlan } from './list-plan.ts';

/** The column and the index of each order; ids break ties. */
export const ORDERS: Record<LinkSort, { column: SQL; index: string }> = {
  createdAt: { column: sql`${links.createdAt}`, index: 'links_created' },
  updatedAt: { column: sql`${links.updatedAt}`, index: 'links_updated' },
  clicks: { column: sql`${links.clicks}`, index: 'links_clicks' },
  lastClicked: { column: sql`${links.lastClickedAt}`, index: 'links_clicked' },
  saleAmount: { column: sql`${links.saleAmount}`, index: 'links_sales' },
  manual: { column: sql`${links.position}`, index: 'links_position' },
};

const FACET_INDEX: Record<Exclude<Facet, 'tagIds' | 'linkIds'>, string> = {
  domain: 'links_domain',
  userId: 'links_user',
  folderId: 'links_folder',
  tenantId: 'links_tenant',
};

export interface PageQuery {
  workspaceId: string;
  filter: LinkFilter;
  page: LinkPage;
  plan: ListPlan;
  /** What the person may see; undefined for everything. */
  sight: SQL | undefined;
}

/** True when rows are read against the order shown: walking backwards from a cursor, then turned round. */
export const isBackwards = (page: LinkPage): boolean => page.before !== undefined;

/** Rows `{ id }`. Archived links and each tag have their own stretch of an index; the stretches are merged, not sorted. */
export function pageStatement(query: PageQuery): SQL {
  const { filter, page } = query;
  const direction = sql.raw((page.order === 'desc') === isBackwards(page) ? 'ASC' : 'DESC');
  const stretches = (filter.showArchived ? [0, 1] : [0]).flatMap((archived) => stretchesOf(query, archived));
  // A link with two of the tags is met twice, side by side.
  const union = (filter.tagIds?.length ?? 0) > 1 ? sql` UNION ` : sql` UNION ALL `;
  const merged =
    stretches.length === 1
      ? stretches[0]
      : sql.join(
          stretches.map((each) => sql`SELECT * FROM (${each})`),
          union,
        );
  return sql`SELECT v, id FROM (${merged}) ORDER BY v ${direction}, id ${direction} LIMIT ${page.limit} OFFSET ${page.offset}`;
}

function stretchesOf(query: PageQuery, archived: number): SQL[] {
  const { workspaceId, filter, page, plan, sight } = query;
  const { column, index } = ORDERS[page.sort];
  const own = sql`${links.workspaceId} = ${workspaceId} AND ${links.archived} = ${archived}`;
  // The plus: found by id already, the workspace is only asked of what was found.
  const checked = sql`+${links.workspaceId} = ${workspaceId} AND +${links.archived} = ${archived}`;
  const rest = [...filterConditions(plan.along === 'tagIds' ? without(filter, 'tagIds') : filter), sight];
  const where = (value: SQL, id: SQL, ...first: SQL[]): SQL =>
    all([...first, cursorCondition(page, value, id), ...rest]);

  if (plan.along === 'tagIds') {
    // link_tags is in order of creation itself.
    const value = plan.how === 'ordered' ? sql`t.created_at` : column;
    return (filter.tagIds ?? []).map(
      (
        tag,
      ) => sql`SELECT ${value} AS v, t.link_id AS id FROM link_tags AS t CROSS JOIN ${links} ON ${links.id} = t.link_id
        WHERE ${where(value, sql`t.link_id`, sql`t.workspace_id = ${workspaceId} AND t.tag_id = ${tag} AND t.archived = ${archived}`, checked)}`,
    );
  }
  if (plan.along === 'linkIds')
    return [
      sql`SELECT ${column} AS v, ${links.id} AS id FROM ${links} WHERE ${where(column, sql`${links.id}`, checked)}`,
    ];
  const by = plan.along === undefined ? index : FACET_INDEX[plan.along];
  return [
    sql`SELECT ${column} AS v, ${links.id} AS id FROM ${links} INDEXED BY ${sql.raw(by)} WHERE ${where(column, sql`${links.id}`, own)}`,
  ];
}

/** Rows beyond the cursor in the direction that is read. */
function cursorCondition(page: LinkPage, value: SQL, id: SQL): SQL | undefined {
  const cursor: Cursor | undefined = page.after ?? page.before;
  if (!cursor) return undefined;
  const comparison = sql.raw((page.order === 'desc') === isBackwards(page) ? '>' : '<');
  return sql`(${value}, ${id}) ${comparison} (${cursor.value}, ${cursor.id})`;
}

function without(filter: LinkFilter, facet: 'tagIds'): LinkFilter {
  const { [facet]: _left, ...rest } = filter;
  return rest;
}

function all(conditions: (SQL | undefined)[]): SQL {
  return sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` AND `,
  );
}
