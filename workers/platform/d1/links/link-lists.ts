/** Lists and counts of one workspace's links as one person may see them: plan, then one statement for ids, one for the links. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import type { Cursor, LinkFilter, LinkGroup, LinkPage, LinkSort } from '#core/link/ports.ts';
import { links } from '../schema/links.ts';
import { filterConditions } from './conditions.ts';
import { countedFacet, countStatement, groupStatement, valueOf } from './link-counts.ts';
import { isBackwards, ORDERS, pageStatement } from './list-page.ts';
import { type Facet, facetsOf, type ListPlan, needsSizes, planList, type Sizes } from './list-plan.ts';
import { countMatches, matches, searchStatement } from './search-page.ts';
import { type Sight, withinSight } from './sight.ts';

/** Values of one grouping; a workspace has far fewer domains, people or folders. */
const MAX_GROUPS = 1_000;
const FACET_NAMES = { domain: 'domain', userId: 'user', tagIds: 'tag' } as const;
const GROUP_COLUMNS = { domain: links.domain, userId: links.userId, folderId: links.folderId } as const;

export class LinkLists {
  readonly #db: DrizzleD1Database;
  readonly #workspaceId: string;
  readonly #sight: Sight;

  constructor(db: DrizzleD1Database, workspaceId: string, sight: Sight) {
    this.#db = db;
    this.#workspaceId = workspaceId;
    this.#sight = sight;
  }

  /** Ids of a page, in the order of the list. */
  async ids(filter: LinkFilter, page: LinkPage): Promise<string[]> {
    const statement = await this.#pageStatement(filter, page);
    const rows = await this.#db.all<{ id: string }>(statement);
    const ids = rows.map((row) => row.id);
    return isBackwards(page) ? ids.toReversed() : ids;
  }

  async cursor(id: string, sort: LinkSort): Promise<Cursor | undefined> {
    const { column } = ORDERS[sort];
    const [row] = await this.#db.all<Cursor>(
      sql`SELECT ${links.id} AS id, ${column} AS value FROM ${links} WHERE ${this.#own(sql`${links.id} = ${id}`)}`,
    );
    return row;
  }

  async count(filter: LinkFilter): Promise<number> {
    const counted = countedFacet(filter);
    if (counted) return this.#number(countStatement(this.#workspaceId, counted, filter, this.#sight));
    if (filter.search) {
      const query = { ...this.#query(filter), page: ANY_PAGE, plan: ANY_PLAN };
      return this.#number(countMatches(query, filter.search));
    }
    return this.#number(sql`SELECT count(*) AS n FROM ${links} WHERE ${this.#filtered(filter)}`);
  }

  async countBy(filter: LinkFilter, group: LinkGroup): Promise<{ value: string | null; count: number }[]> {
    const known = groupStatement(this.#workspaceId, group, filter, this.#sight, MAX_GROUPS);
    const rows = await this.#db.all<{ value: string | null; n: number }>(known ?? this.#groupRead(filter, group));
    return rows.map(({ value, n }) => ({ value, count: n }));
  }

  async labelled(kind: 'folder' | 'tag', limit: number): Promise<{ id: string; labels: string[] }[]> {
    const [labels, has] =
      kind === 'folder'
        ? [sql`json_array(${links.folderId})`, sql`${links.folderId} IS NOT NULL`]
        : [sql`${links.tagIds}`, sql`${links.tagIds} <> '[]'`];
    const rows = await this.#db.all<{ id: string; labels: string }>(
      sql`SELECT ${links.id} AS id, ${labels} AS labels FROM ${links} WHERE ${this.#own(has)} LIMIT ${limit}`,
    );
    return rows.map((row) => ({ id: row.id, labels: JSON.parse(row.labels) as string[] }));
  }

  async hiddenIds(limit: number): Promise<string[]> {
    const visible = withinSight(this.#workspaceId, this.#sight);
    if (!visible) return [];
    const rows = await this.#db.all<{ id: string }>(
      sql`SELECT id FROM ${links} WHERE ${links.workspaceId} = ${this.#workspaceId} AND NOT ${visible} LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }

  /** How a page would be found, for tests of what it costs. */
  async #pageStatement(filter: LinkFilter, page: LinkPage): Promise<SQL> {
    const query = { ...this.#query(filter), page };
    if (filter.search) return searchStatement({ ...query, plan: ANY_PLAN }, filter.search);
    const sizes = needsSizes(filter, page.sort) ? await this.#sizes(filter) : UNKNOWN_SIZES;
    return pageStatement({ ...query, plan: planList(filter, page, sizes) });
  }

  /** All groups of a filter that the counters do not have. */
  #groupRead(filter: LinkFilter, group: LinkGroup): SQL {
    const value = group === 'tagId' ? sql`tag.value` : sql`${GROUP_COLUMNS[group]}`;
    const tagged = group === 'tagId' ? sql` CROSS JOIN json_each(${links.tagIds}) AS tag` : sql``;
    const from = filter.search
      ? sql`FROM (SELECT ${links}.* ${matches(this.#query(filter), filter.search)}) AS ${links}${tagged}`
      : sql`FROM ${links}${tagged} WHERE ${this.#filtered(filter)}`;
    return sql`SELECT ${value} AS value, count(*) AS n ${from} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${MAX_GROUPS}`;
  }

  async #sizes(filter: LinkFilter): Promise<Sizes> {
    const open = { showArchived: true };
    const counted = facetsOf(filter).filter((facet) => facet in FACET_NAMES || facet === 'folderId');
    const sizeOf = (facet: Facet): Promise<number> =>
      facet === 'folderId'
        ? this.#size({ facet: 'all', value: '' }, { ...open, folderId: filter.folderId ?? null })
        : this.#size(
            { facet: FACET_NAMES[facet as keyof typeof FACET_NAMES], value: valueOf(filter, facet as 'domain') },
            open,
          );
    const [all, ...sizes] = await Promise.all([this.#size({ facet: 'all', value: '' }, open), ...counted.map(sizeOf)]);
    // People number their tenants without bound, so those are not counted: taken for small.
    const of: Sizes['of'] = filter.tenantId === undefined ? {} : { tenantId: 0 };
    for (const [index, facet] of counted.entries()) of[facet] = sizes[index] ?? 0;
    return { all, of };
  }

  #size(
    counted: { facet: string; value: string },
    filter: Pick<LinkFilter, 'folderId' | 'showArchived'>,
  ): Promise<number> {
    return this.#number(countStatement(this.#workspaceId, counted, filter, 'everything'));
  }

  #query(filter: LinkFilter) {
    const sight = withinSight(this.#workspaceId, this.#sight);
    return { workspaceId: this.#workspaceId, filter, sight };
  }

  #filtered(filter: LinkFilter): SQL {
    const archived = filter.showArchived ? [] : [sql`${links.archived} = 0`];
    return this.#own(...archived, ...filterConditions(filter));
  }

  /** Every statement on `links` is and-ed with the workspace and with what the person may see. */
  #own(...conditions: SQL[]): SQL {
    const sight = withinSight(this.#workspaceId, this.#sight);
    const own = sql`${links.workspaceId} = ${this.#workspaceId}`;
    return sql.join([own, ...conditions, ...(sight ? [sight] : [])], sql` AND `);
  }

  async #number(statement: SQL): Promise<number> {
    const [row] = await this.#db.all<{ n: number }>(statement);
    return row?.n ?? 0;
  }
}

const UNKNOWN_SIZES: Sizes = { all: 0, of: {} };
/** For statements that have no page. */
const ANY_PAGE: LinkPage = { limit: 0, offset: 0, sort: 'createdAt', order: 'desc' };
const ANY_PLAN: ListPlan = { along: undefined, how: 'ordered' };
