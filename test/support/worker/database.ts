/** A migrated ClickHouse database of one's own, for tests that count whole tables. */
import { testEnv } from './env.ts';

/** Where the worker's configuration would point, as the variables it reads. */
export interface TestDatabase {
  CLICKHOUSE_URL: string;
  CLICKHOUSE_DATABASE: string;
}

/** Makes an empty database with the repository's schema. Pass the result over `env`: `{ ...env, ...(await freshDatabase()) }`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const response = await testEnv.TEST_RUN.fetch('http://test/database', { method: 'POST' });
  if (!response.ok) throw new Error(`No fresh database: ${await response.text()}`);
  return response.json();
}
