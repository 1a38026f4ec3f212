import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client-web';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { explainStartFailure } from './explain.ts';
import { startClickHouse } from './start.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hopline-clickhouse-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('keeps data over a restart and lets a running statement finish before it stops', async () => {
  const first = await startClickHouse({ dataDir, port: 0 });
  const client = createClient({ url: first.url });
  await client.command({ query: 'CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n' });
  const slow = client.command({ query: 'INSERT INTO kept SELECT sleep(0.4)' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await first.stop();
  await slow;
  expect(await first.ended).toBe(0);

  const second = await startClickHouse({ dataDir, port: 0 });
  const result = await createClient({ url: second.url }).query({
    query: 'SELECT count() AS n FROM kept',
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ n: 1 }]);
  await second.stop();
}, 30_000);

it('says what to do when another process holds the data', async () => {
  const holder = await startClickHouse({ dataDir, port: 0 });
  await expect(startClickHouse({ dataDir, port: 0 })).rejects.toThrow(/Another process is using the ClickHouse data/);
  await holder.stop();
}, 30_000);

it('says what to do when the port is taken', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
  });
  await expect(startClickHouse({ dataDir, port })).rejects.toThrow(/port for ClickHouse is taken .* --port/);
  taken.close();
}, 30_000);

it('says what to do when the data cannot be opened', async () => {
  await mkdir(join(dataDir, 'metadata'), { recursive: true });
  await writeFile(join(dataDir, 'metadata', 'broken.sql'), 'not a definition');
  await expect(startClickHouse({ dataDir, port: 0 })).rejects.toThrow(/npm start -- --fresh/);
}, 30_000);

it('says what to do when the machine has no engine', () => {
  expect(explainStartFailure("Cannot find module '@chdb/lib-linux-x64-gnu'", '/data')).toMatch(
    /There is no ClickHouse engine for .* Run `npm ci`/,
  );
});
