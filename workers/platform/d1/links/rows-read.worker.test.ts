/** What lists, counts and searches cost: rows read per row answered, as D1 counts them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { LINK_SORTS, type LinkFilter, type LinkPage } from '#core/link/ports.ts';
import type { Tenant } from '../../../../test/support/tenant.ts';
import { testEnv } from '../../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../../test/support/worker/seed.ts';
import { type Meter, metered } from '../testing/metered.ts';
import { WorkspaceLinks } from './workspace-links.ts';

const LINKS = 6_000;
const PAGE: LinkPage = { limit: 20, offset: 0, sort: 'createdAt', order: 'desc' };
/** A row of the index, one of its link when the index does not know all that is asked, and three to fetch the link by id. */
const FACTOR = 5;
/** The index, the link's number and the link; then as above. */
const SEARCH_FACTOR = 6;
/** Statements look a little beyond what they return: the first row after a stretch, a count. */
const SLACK = 10;

/** Links are made by one statement: the triggers do the rest as for any other. */
const FILL = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
INSERT INTO links (id, workspace_id, domain, key, url, url_hash, title, tag_ids, folder_id, tenant_id, user_id, archived,
  clicks, last_clicked_at, position, created_at, updated_at)
SELECT 'link_' || ?1 || printf('%06d', i), ?1, ?2, 'k' || i, 'https://acme.test/p/' || i, 'h' || i, 'Spring launch ' || i,
  iif(i % 10 = 0, '["tag_' || ?1 || '"]', '[]'), iif(i % 5 = 0, 'fold_' || ?1, NULL), iif(i % 100 = 0, 'tenant', NULL),
  'user_' || (i % 2), i % 50 = 1, (i * 7919) % 997, (i * 104729) % 5000, iif(i < 5, 5 - i, 0), i, (i * 31) % 6007 FROM n`;

let tenant: Tenant;
let neighbour: Tenant;

async function fill({ workspaceId, domain }: Tenant): Promise<void> {
  await testEnv.LINKS_0.prepare(FILL).bind(workspaceId, domain, LINKS).run();
}

beforeAll(async () => {
  [tenant, neighbour] = [await seedWorkspace(), await seedWorkspace()];
  await fill(tenant);
  await fill(neighbour);
});

function open(): { links: WorkspaceLinks; meter: Meter } {
  const { database, meter } = metered(testEnv.LINKS_0);
  return { links: new WorkspaceLinks(database, tenant.workspaceId), meter };
}

async function read(filter: Partial<LinkFilter>, page: Partial<LinkPage> = {}) {
  const { links, meter } = open();
  const found = await links.list({ showArchived: false, ...filter }, { ...PAGE, ...page });
  return { found, rowsRead: meter.rowsRead };
}

const word = (text: string, tagIds: string[] = []) => ({ text, tagIds });

describe('a page of a list', () => {
  it.each(LINK_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order }))))(
    'by $sort $order reads what it shows, archived links or not',
    async (page) => {
      for (const showArchived of [false, true]) {
        const { found, rowsRead } = await read({ showArchived }, page);
        expect(found).toHaveLength(PAGE.limit);
        expect(rowsRead).toBeLessThanOrEqual(FACTOR * PAGE.limit + SLACK);
      }
    },
  );

  it('of one folder, tag, tenant, person or domain reads what it shows', async () => {
    const ids = { folderId: `fold_${tenant.workspaceId}`, tagIds: [`tag_${tenant.workspaceId}`] };
    const filters: Partial<LinkFilter>[] = [
      { folderId: ids.folderId },
      { folderId: null },
      { tagIds: ids.tagIds },
      { tenantId: 'tenant' },
      { userId: 'user_1' },
      { domain: tenant.domain },
    ];
    for (const filter of filters) {
      const { found, rowsRead } = await read(filter);
      expect([filter, found.length]).toEqual([filter, PAGE.limit]);
      expect([filter, rowsRead <= FACTOR * PAGE.limit + SLACK]).toEqual([filter, true]);
    }
  });

  it('goes on from a cursor without reading what came before', async () => {
    const { links } = open();
    for (const sort of LINK_SORTS) {
      const cursor = await links.cursor(`link_${tenant.workspaceId}003000`, sort);
      if (!cursor) throw new Error('The link is there');
      for (const way of ['after', 'before'] as const) {
        const { rowsRead } = await read({}, { sort, [way]: cursor });
        expect([sort, way, rowsRead <= FACTOR * PAGE.limit + SLACK]).toEqual([sort, way, true]);
      }
    }
  });

  it('in another order within a filter reads at most the square root of links times those wanted, and sorts rightly', async () => {
    const bound = FACTOR * Math.sqrt(LINKS * PAGE.limit) + SLACK;
    for (const filter of [
      { folderId: `fold_${tenant.workspaceId}` },
      { userId: 'user_0' },
      { domain: tenant.domain },
    ]) {
      const { found, rowsRead } = await read(filter, { sort: 'clicks' });
      expect(found).toHaveLength(PAGE.limit);
      expect([filter, rowsRead <= bound]).toEqual([filter, true]);
    }
    const tagged = await read({ tagIds: [`tag_${tenant.workspaceId}`] }, { sort: 'clicks' });
    const numbers = tagged.found.map((link) => (Number(link.key.slice(1)) * 7919) % 997);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });
});

describe('a search', () => {
  it('reads what it shows, however many links match, and nothing of the neighbour', async () => {
    const searches = [
      [word('spring')],
      [word('spr'), word('lau')],
      [word('acme.test/p/1')],
      [word('zzz', [`tag_${tenant.workspaceId}`])],
    ];
    for (const words of searches) {
      const { found, rowsRead } = await read({ search: { whole: false, words } });
      expect([words, found.length]).toEqual([words, PAGE.limit]);
      expect(found.every((link) => link.workspaceId === tenant.workspaceId)).toBe(true);
      expect([words, rowsRead <= SEARCH_FACTOR * PAGE.limit + SLACK]).toEqual([words, true]);
    }
  });

  it('within a folder and a tag stays as cheap', async () => {
    const { workspaceId } = tenant;
    const filter = { folderId: `fold_${workspaceId}`, tagIds: [`tag_${workspaceId}`] };
    const { found, rowsRead } = await read({ ...filter, search: { whole: false, words: [word('launch')] } });
    expect(found).toHaveLength(PAGE.limit);
    // Two rows more per link: its tags are looked at.
    expect(rowsRead).toBeLessThanOrEqual((SEARCH_FACTOR + 3) * PAGE.limit + SLACK);
  });

  it('that finds one link reads little', async () => {
    const { found, rowsRead } = await read({ search: { whole: true, words: [word('k4711')] } });
    expect(found.map((link) => link.key)).toEqual(['k4711']);
    expect(rowsRead).toBeLessThanOrEqual(SEARCH_FACTOR + SLACK);
  });
});

describe('a count', () => {
  it('of all links, of a domain, person, tag or folder reads a row per folder', async () => {
    const { workspaceId } = tenant;
    const filters: [Partial<LinkFilter>, number][] = [
      [{}, LINKS - LINKS / 50],
      [{ showArchived: true }, LINKS],
      [{ domain: tenant.domain, showArchived: true }, LINKS],
      [{ userId: 'user_1', showArchived: true }, LINKS / 2],
      [{ tagIds: [`tag_${workspaceId}`], showArchived: true }, LINKS / 10],
      [{ folderId: `fold_${workspaceId}`, showArchived: true }, LINKS / 5],
    ];
    for (const [filter, expected] of filters) {
      const { links, meter } = open();
      expect([filter, await links.count({ showArchived: false, ...filter })]).toEqual([filter, expected]);
      expect([filter, meter.rowsRead <= SLACK]).toEqual([filter, true]);
    }
  });

  it('per folder, tag, person or domain reads the counters, not the links', async () => {
    for (const column of ['folderId', 'tagId', 'userId', 'domain'] as const) {
      const { links, meter } = open();
      const groups = await links.countBy({ showArchived: true }, column);
      expect(groups.length).toBeGreaterThan(0);
      expect([column, meter.rowsRead <= 2 * SLACK]).toEqual([column, true]);
    }
  });

  it('agrees with the links themselves after any change', async () => {
    const counted = await testEnv.LINKS_0.prepare(
      `SELECT facet, value, folder_id, archived, n FROM link_counts WHERE workspace_id = ?1 AND facet <> 'tag' ORDER BY 1, 2, 3, 4`,
    )
      .bind(tenant.workspaceId)
      .all();
    const real = await testEnv.LINKS_0.prepare(
      `SELECT 'all' AS facet, '' AS value, coalesce(folder_id, '') AS folder_id, archived, count(*) AS n FROM links WHERE workspace_id = ?1 GROUP BY 3, 4
       UNION ALL SELECT 'domain', domain, coalesce(folder_id, ''), archived, count(*) FROM links WHERE workspace_id = ?1 GROUP BY 2, 3, 4
       UNION ALL SELECT 'user', coalesce(user_id, ''), coalesce(folder_id, ''), archived, count(*) FROM links WHERE workspace_id = ?1 GROUP BY 2, 3, 4
       ORDER BY 1, 2, 3, 4`,
    )
      .bind(tenant.workspaceId)
      .all();
    expect(counted.results).toEqual(real.results);
  });
});
