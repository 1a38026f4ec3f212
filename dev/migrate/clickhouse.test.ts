import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client-web';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ClickHouse, startClickHouse } from '../clickhouse/start.ts';
import { migrateClickHouse } from './clickhouse.ts';

let home: string;
let clickhouse: ClickHouse;
let folder: string;
let database: string;
let count = 0;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hopline-migrate-'));
  clickhouse = await startClickHouse({ dataDir: join(home, 'data'), port: 0 });
}, 60_000);
afterAll(async () => {
  await clickhouse?.stop();
  await rm(home, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(home, 'migrations-'));
  database = `schema_${++count}`;
});

const migrate = (): Promise<string[]> => migrateClickHouse({ url: clickhouse.url, database, folder });
const write = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);

it('applies the repository’s own migrations, once', async () => {
  const target = { url: clickhouse.url, database };
  expect((await migrateClickHouse(target)).length).toBeGreaterThan(0);
  expect(await migrateClickHouse(target)).toEqual([]);
});

it('leaves views by which a restarted store still knows an insert that is sent again', async () => {
  await migrateClickHouse({ url: clickhouse.url, database });
  const send = async (): Promise<void> => {
    const settings = { insert_deduplicate: '1', deduplicate_blocks_in_dependent_materialized_views: '1' };
    const asked = new URLSearchParams({ database, ...settings, insert_deduplication_token: 'batch' });
    const body = "INSERT INTO raw_events_v1 (workspace_id, type, ts) VALUES ('ws_1', 'click', '2026-11-22 05:00:00')";
    const answer = await fetch(`${clickhouse.url}/?${asked}`, { method: 'POST', body });
    expect(answer.ok).toBe(true);
  };
  await send();
  await clickhouse.stop();
  clickhouse = await startClickHouse({ dataDir: join(home, 'data'), port: 0 });
  await send();
  const rollups = ['events_per_hour', 'events_per_day', 'dimensions_per_hour', 'dimensions_per_day'];
  const counted = rollups.map(
    (name) =>
      `(SELECT sum(events) FROM ${name}_v1${name.startsWith('dim') ? " WHERE dimension = 'all'" : ''}) AS ${name}`,
  );
  const result = await createClient({ url: clickhouse.url, database }).query({
    query: `SELECT ${counted.join(', ')}, (SELECT sum(events) FROM dimensions_per_day_v1 WHERE dimension = 'rule') AS more`,
    format: 'JSONEachRow',
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
  });
  expect(await result.json()).toEqual([{ ...Object.fromEntries(rollups.map((name) => [name, 1])), more: 1 }]);
});

it('applies new files in order and leaves the old ones alone', async () => {
  await write('0002_b.sql', 'INSERT INTO a VALUES (1); -- done; really');
  await write('0001_a.sql', 'CREATE TABLE a (n UInt8) ENGINE = MergeTree ORDER BY n;\n');
  expect(await migrate()).toEqual(['0001_a.sql', '0002_b.sql']);
  await write('0003_c.sql', 'INSERT INTO a VALUES (2)');
  expect(await migrate()).toEqual(['0003_c.sql']);
  const result = await createClient({ url: clickhouse.url, database }).query({
    query: 'SELECT sum(n) AS n FROM a',
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ n: 3 }]);
});

it('refuses to go on when an applied file has changed', async () => {
  await write('0001_a.sql', 'CREATE TABLE a (n UInt8) ENGINE = Memory');
  await migrate();
  await write('0001_a.sql', 'CREATE TABLE a (n UInt16) ENGINE = Memory');
  await write('0002_b.sql', 'CREATE TABLE b (n UInt8) ENGINE = Memory');
  await expect(migrate()).rejects.toThrow(/0001_a\.sql was changed after it had been applied/);
});

it('continues a corrected file behind the statements that had succeeded', async () => {
  await write('0001_a.sql', 'CREATE TABLE a (n UInt8) ENGINE = Memory; INSERT INTO nowhere VALUES (1)');
  await expect(migrate()).rejects.toThrow(/0001_a\.sql, statement 2: /);
  await write('0001_a.sql', 'CREATE TABLE a (n UInt8) ENGINE = Memory; INSERT INTO a VALUES (1)');
  expect(await migrate()).toEqual(['0001_a.sql']);
});

it('refuses two files with the same number', async () => {
  await write('0001_a.sql', 'SELECT 1');
  await write('0001_b.sql', 'SELECT 1');
  await expect(migrate()).rejects.toThrow(/have the number 0001/);
});
