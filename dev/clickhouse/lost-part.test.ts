import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client-web';
import { expect, it } from 'vitest';
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { row } from '../../workers/pipeline/testing/click.ts';
import { migrateClickHouse } from '../migrate/clickhouse.ts';
import { startClickHouse } from './start.ts';

/**
 * The store notes a token before it moves the rows to their place. Killed between the two, it knows the token and has no rows: what it says
 * of a batch that is sent again is then wrong, which is why the ledger compares such a batch with raw (pipeline/ledger/drain.ts).
 */
it('a store without the rows of a token it knows stores nothing under it, says so when asked, and takes them under another', async () => {
  const home = await mkdtemp(join(tmpdir(), 'hopline-lost-'));
  const start = () => startClickHouse({ dataDir: join(home, 'data'), port: 0 });
  let clickhouse = await start();
  try {
    const database = 'lost';
    const sinkOf = (url: string) => clickHouseSink({ url, database, username: 'default', password: '' });
    await migrateClickHouse({ url: clickhouse.url, database });
    const event = row();
    const batch = { token: 'a'.repeat(32), layout: ROW_LAYOUT, n: 1, lines: writeRow(event) };
    const place = { token: batch.token, workspaceIds: [event.workspace_id], from: event.ts, to: event.ts };
    await sinkOf(clickhouse.url).store(batch);
    expect(await sinkOf(clickhouse.url).countStored(place)).toBe(1);

    const query = `SELECT path FROM system.parts WHERE database = '${database}' AND table = 'raw_events_v1' AND active`;
    const found = await createClient({ url: clickhouse.url }).query({ query, format: 'JSONEachRow' });
    const parts = await found.json<{ path: string }>();
    await clickhouse.stop();
    expect(parts).toHaveLength(1);
    for (const { path } of parts) await rm(path, { recursive: true });
    clickhouse = await start();

    const sink = sinkOf(clickhouse.url);
    await sink.store(batch);
    expect(await sink.countStored(place)).toBe(0);
    await sink.store({ ...batch, resend: 2 });
    expect(await sink.countStored(place)).toBe(1);
  } finally {
    await clickhouse.stop();
    await rm(home, { recursive: true, force: true });
  }
}, 60_000);
