/** The walk over the schema: a table with rows of workspaces is exported, or left out with a reason. A new one fails here. */
import { describe, expect, it } from 'vitest';
import { testEnv } from '#test/worker/env.ts';
import { LEFT_OUT, TABLE_SOURCES } from './tables.ts';

/** Written by link-source.ts. */
const AS_LINKS = 'links';
const SECRET = /secret|hash|password|public_key/;
/** Not the secret itself: a publishable key stands in the source of pages. */
const NO_SECRET = new Set(['public_key', 'ip_hash', 'url_hash']);

async function ownedTables(database: D1Database): Promise<Map<string, string[]>> {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT GLOB '_cf*'`,
    )
    .all<{ name: string }>();
  const owned = new Map<string, string[]>();
  for (const { name } of results) {
    const columns = await database.prepare(`PRAGMA table_info("${name}")`).all<{ name: string }>();
    const names = columns.results.map((column) => column.name);
    if (names.includes('workspace_id') || name === 'workspaces') owned.set(name, names);
  }
  return owned;
}

const all = async () => new Map([...(await ownedTables(testEnv.CONTROL)), ...(await ownedTables(testEnv.LINKS_0))]);

describe('an export of everything', () => {
  it('holds every table with rows of workspaces, or says why not', async () => {
    const told = new Set([...TABLE_SOURCES.map(({ table }) => table), ...LEFT_OUT.map(({ table }) => table), AS_LINKS]);
    const owned = await all();
    expect([...owned.keys()].filter((table) => !told.has(table))).toEqual([]);
    expect([...told].filter((table) => !owned.has(table))).toEqual([]);
    expect(LEFT_OUT.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it('names columns that exist, and leaves out those that hold secrets', async () => {
    const owned = await all();
    for (const { table, order, without = [], json = [], flags = [], select } of TABLE_SOURCES) {
      const columns = owned.get(table) ?? [];
      for (const column of [...order, ...without, ...json, ...flags])
        expect([table, columns]).toEqual([table, expect.arrayContaining([column])]);
      const secret = columns.filter((column) => SECRET.test(column) && !NO_SECRET.has(column));
      if (select === undefined)
        expect([table, secret.filter((column) => !without.includes(column))]).toEqual([table, []]);
    }
  });

  it('reads each table through an index that begins with the workspace', async () => {
    for (const { table, database, order, owner = 'workspace_id', where = 'true' } of TABLE_SOURCES) {
      const d1 = database === 'control' ? testEnv.CONTROL : testEnv.LINKS_0;
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM "${table}" WHERE ${owner} = ?1 AND (${order.join(', ')}) > (${order.map(() => '?2').join(', ')}) AND ${where} ORDER BY ${order.join(', ')} LIMIT 9`;
      const { results } = await d1.prepare(sql).bind('ws', 0).all<{ detail: string }>();
      expect([table, results[0]?.detail]).toEqual([
        table,
        expect.stringMatching(/^SEARCH .*USING (.*INDEX|PRIMARY KEY)/),
      ]);
    }
  });
});
