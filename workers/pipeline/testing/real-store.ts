/** The real ClickHouse with the test's database, and a switch in front of it. */
import type { Sink } from '#core/ledger/sink.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import type { ClickHouseConfig } from '#platform/clickhouse/client.ts';
import type { Fate } from './store-model.ts';
import { storedIn, type StoredCounts } from './stored-counts.ts';

/** @param database a fresh one, of test/support/worker/database.ts. */
export function realStore(database: { CLICKHOUSE_URL: string; CLICKHOUSE_DATABASE: string }) {
  const config: ClickHouseConfig = {
    url: database.CLICKHOUSE_URL,
    database: database.CLICKHOUSE_DATABASE,
    username: 'default',
    password: '',
  };
  const real = clickHouseSink(config);
  const store: { fate: Fate } = { fate: 'stored' };
  const sink: Sink = {
    async store(batch) {
      if (store.fate === 'lost') throw new Error('connection refused');
      await real.store(batch);
      if (store.fate === 'silent') throw new Error('connection reset');
    },
    countStored: (place) => real.countStored(place),
    knownIds: (sought) => real.knownIds(sought),
  };
  return { config, sink, store, stored: (): Promise<StoredCounts> => storedIn(config) };
}
