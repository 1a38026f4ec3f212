/** The walk over a link shard's schema: whatever belongs to a workspace moves with it. A table that cannot be found so fails here. */
import { describe, expect, it } from 'vitest';
import { testEnv } from '#test/worker/env.ts';
import { movedTables, NOT_MOVED } from './moved-tables.ts';

/** Tables that do not name the workspace, and what becomes of them. */
const WITHOUT_WORKSPACE: Record<string, string> = {
  link_texts: 'written by triggers from links',
  d1_migrations: 'of the database itself',
  sqlite_sequence: 'of the database itself',
};
/** Read by going over the whole table: notes that live for seconds. */
const SMALL = new Set(['pending_copies']);

async function allTables(): Promise<string[]> {
  const { results } = await testEnv.LINKS_0.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'link_search*'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

describe('a move between link shards', () => {
  it('takes every table along, or says why not', async () => {
    const moved = (await movedTables(testEnv.LINKS_0)).map(({ name }) => name);
    const told = new Set([...moved, ...Object.keys(NOT_MOVED), ...Object.keys(WITHOUT_WORKSPACE)]);
    expect((await allTables()).filter((name) => !told.has(name))).toEqual([]);
    expect(moved).toEqual(
      expect.arrayContaining(['links', 'tags', 'folders', 'customers', 'conversions', 'link_audit_log']),
    );
    const schema = await allTables();
    expect(Object.keys(NOT_MOVED).filter((name) => !schema.includes(name))).toEqual([]);
  });

  it('reads each of them page by page, through an index that begins with the workspace', async () => {
    for (const { name, key, order } of await movedTables(testEnv.LINKS_0)) {
      expect([name, key.length > 0]).toEqual([name, true]);
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM "${name}" WHERE workspace_id = ?1 AND (${order.join(', ')}) > (${order.map(() => '?2').join(', ')}) ORDER BY ${order.join(', ')} LIMIT 9`;
      const { results } = await testEnv.LINKS_0.prepare(sql).bind('ws', 0).all<{ detail: string }>();
      const plan = results.map(({ detail }) => detail).join('; ');
      if (!SMALL.has(name)) expect([name, plan]).toEqual([name, expect.stringMatching(/\(workspace_id=\?/)]);
    }
  });
});
