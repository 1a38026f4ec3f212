/** A year of twenty million events for the pages that open it: what `bench:stats` has built, and the same year again as that of a single link. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE } from '../../../dev/stack/addresses.ts';
import { settle } from '../stats/build.ts';
import { Engine } from '../stats/engine.ts';
import { NOW_MS, SIZES, workspaceOf } from '../stats/world.ts';

const BUILT = 'bench_100000000';
/** Of many links, as the stats bench asks about it. */
export const LARGEST_WORKSPACE = workspaceOf(SIZES.largest);
/** All of whose events are of one link. */
export const LINK_WORKSPACE = 'ws_bench_of_one_link';
export const LINK = { id: `link_${'Z'.padStart(26, '0')}`, domain: 'one-link.example', key: 'year' };
export const LINK_URL = 'https://shop.example/products/1';

/** Days between the year that was built and the one that ends now. */
const shiftDays = (): number => Math.floor((Date.now() - NOW_MS) / 86_400_000);
const WRITING = { max_partitions_per_insert_block: '0', max_insert_block_size: '1000000', max_threads: '2' };

/**
 * Puts the tables into the folder of a stack that has not started.
 * @param built folder of `bench:stats -- --folder`, left as it is. Throws when it lacks the hundred million's largest workspace.
 */
export async function placeYear(built: string, stateDir: string): Promise<void> {
  const folder = join(stateDir, 'clickhouse');
  await cp(built, folder, { recursive: true });
  const engine = await Engine.start(folder);
  try {
    await engine.migrate(DATABASE);
    for (const table of await tablesOf(engine)) await take(engine, table, BUILT, table);
    for (const statement of asOneLink(shiftDays())) await engine.run(statement, DATABASE, WRITING);
    await take(engine, 'raw_events_v1', DATABASE, 'one_link');
    const others = (await engine.run(`SELECT name FROM system.databases WHERE name LIKE 'bench_%'`)).split('\n');
    for (const name of others) await engine.run(`DROP DATABASE ${name} SYNC`);
    await engine.run('DROP TABLE one_link SYNC', DATABASE);
    await settle(engine, DATABASE);
  } catch (error) {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await engine.stop();
}

async function tablesOf(engine: Engine): Promise<string[]> {
  const found = await engine.run(
    `SELECT name FROM system.tables WHERE database = '${BUILT}' AND name LIKE '%_v1' AND engine LIKE '%MergeTree'`,
  );
  if (found === '')
    throw new Error(`The folder holds no ${BUILT}: make one with npm run bench:stats -- --folder <path> --only asked.`);
  return found.split('\n');
}

/** Links files instead of copying rows, and no view hears of it. */
async function take(engine: Engine, table: string, database: string, source: string): Promise<void> {
  const partitions = await engine.run(
    `SELECT DISTINCT partition_id FROM system.parts WHERE database = '${database}' AND table = '${source}' AND active`,
  );
  for (const id of partitions.split('\n').filter(Boolean))
    await engine.run(`ALTER TABLE ${table} ATTACH PARTITION ID '${id}' FROM ${database}.${source}`, DATABASE);
}

/** Rows of the largest workspace as those of a workspace with one link: what is said about all links is said about it. */
function asOneLink(days: number): string[] {
  const own = `'${LINK_WORKSPACE}'`;
  const of = `workspace_id = '${LARGEST_WORKSPACE}'`;
  const later = (column: string) => `${column} + INTERVAL ${days} DAY`;
  const named = (dimensions: readonly string[]) => `[${dimensions.map((name) => `'${name}'`).join(', ')}]`;
  const aboutLinks = ['link', 'domain', 'url'];
  const values = `['${LINK.id}', '${LINK.domain}', '${LINK_URL}', '${LINK_URL}']`;
  const hours = 'workspace_id, type, dimension, hour, value, class, events, sale_amount';
  const closed = 'workspace_id, dimension, day, value, kinds, events, sale_amount, visitors';
  const closedLinks = 'workspace_id, link_id, dimension, day, value, kinds, events, sale_amount, visitors';
  return [
    'CREATE TABLE one_link AS raw_events_v1',
    `INSERT INTO one_link SELECT * REPLACE (${own} AS workspace_id, '${LINK.id}' AS link_id, ${later('ts')} AS ts, ${later('received_at')} AS received_at,
       '${LINK.domain}' AS domain, '${LINK.key}' AS key, '${LINK_URL}' AS url) FROM (SELECT * FROM raw_events_v1 WHERE ${of})`,
    `INSERT INTO events_per_hour_v1 (workspace_id, type, link_id, hour, class, events, sale_amount)
     SELECT ${own}, type, '${LINK.id}', ${later('hour')} AS h, class, sum(events), sum(sale_amount) FROM events_per_hour_v1 WHERE ${of} GROUP BY type, h, class`,
    `INSERT INTO dimensions_per_hour_v1 (${hours}) SELECT ${own}, type, dimension, ${later('hour')}, value, class, events, sale_amount
       FROM dimensions_per_hour_v1 WHERE ${of} AND dimension NOT IN ${named(aboutLinks)}
     UNION ALL SELECT ${own}, type, d, ${later('hour')}, v, class, events, sale_amount
       FROM dimensions_per_hour_v1 ARRAY JOIN ${named(aboutLinks)} AS d, arraySlice(${values}, 1, 3) AS v WHERE ${of} AND dimension = 'all'`,
    `INSERT INTO closed_per_day_v1 (${closed}) SELECT ${own}, dimension, ${later('day')}, value, kinds, events, sale_amount, visitors
       FROM closed_per_day_v1 WHERE ${of} AND dimension NOT IN ${named([...aboutLinks, 'base_url'])}
     UNION ALL SELECT ${own}, d, ${later('day')}, v, kinds, events, sale_amount, visitors
       FROM closed_per_day_v1 ARRAY JOIN ${named([...aboutLinks, 'base_url'])} AS d, ${values} AS v WHERE ${of} AND dimension = 'all'`,
    `INSERT INTO closed_links_per_day_v1 (${closedLinks}) SELECT workspace_id, '${LINK.id}', dimension, day, value, kinds, events, sale_amount, visitors
       FROM closed_per_day_v1 WHERE workspace_id = ${own} AND dimension != 'link'`,
    `INSERT INTO closed_links_per_day_v1 (${closedLinks}) SELECT workspace_id, '', 'looked', day, '', 0, sum(events), 0, 0
       FROM closed_per_day_v1 WHERE workspace_id = ${own} AND dimension = 'all' GROUP BY workspace_id, day`,
  ];
}
