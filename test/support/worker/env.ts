/** What every test in workerd finds in its environment, whichever worker it belongs to. */
import { env } from 'cloudflare:workers';
import type { D1Migration } from 'cloudflare:test';

export interface TestEnv {
  CONTROL: D1Database;
  LINKS_0: D1Database;
  LINKS_1: D1Database;
  CLICKHOUSE_URL: string;
  CLICKHOUSE_DATABASE: string;
  TEST_CONTROL_MIGRATIONS: D1Migration[];
  TEST_LINKS_MIGRATIONS: D1Migration[];
  /** `POST /database` makes a migrated ClickHouse database; see database.ts. */
  TEST_RUN: Fetcher;
  /** Edge project only: what the queue delivered; see queue.ts. */
  TEST_QUEUE?: Fetcher;
}

export const testEnv = env as unknown as TestEnv;
