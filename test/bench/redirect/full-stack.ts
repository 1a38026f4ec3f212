/** The same questions asked of the full local stack: real simulators, pipeline, ledger and ClickHouse behind the edge. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_DOMAIN } from '../../../dev/stack/addresses.ts';
import { type Stack, startStack } from '../../../dev/stack/start.ts';
import { linkRows, newTenant, tenantRows } from '../../support/tenant.ts';
import { load, percentile } from './load.ts';

export interface FullStackRow {
  title: string;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Rows in ClickHouse of clicks answered. */
  counted: string;
}

const BASE_PORT = 21_787;
const EDGE = 'hopline-edge';
const CELL_MS = 4_000;
const CONNECTIONS = 4;
const COUNT_DEADLINE_MS = 20_000;

/** Starts a stack of its own, loads it, and ends it. Throws when the stack does not start. */
export async function measureFullStack(): Promise<FullStackRow[]> {
  const stateDir = await mkdtemp(join(tmpdir(), 'hopline-bench-'));
  const stack = await startStack({ stateDir, basePort: BASE_PORT, web: false, crons: false });
  try {
    const tenant = newTenant({ domain: DEMO_DOMAIN });
    const rows = [
      ...(await tenantRows(tenant)),
      ...linkRows(tenant, { key: 'hot', url: 'https://destination.example/pages/hot' }),
    ];
    for (const { database, sql, values } of rows)
      await (
        await stack.mf.getD1Database(database, EDGE)
      )
        .prepare(sql)
        .bind(...values)
        .run();
    const port = Number(new URL(stack.edgeUrl).port);
    const hot = await load({ port, connections: CONNECTIONS, durationMs: CELL_MS, path: () => '/hot', status: 302 });
    const stored = await countStored(stack, tenant.workspaceId, hot.requests);
    const unknown = await load({
      port,
      connections: CONNECTIONS,
      durationMs: CELL_MS / 2,
      path: (i) => `/nobody-${i}`,
      status: 404,
    });
    return [
      row('hot link, captured', hot, `${stored} of ${hot.requests}`),
      row('unknown keys, never the same', unknown, '–'),
    ];
  } finally {
    await stack.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

function row(title: string, result: Awaited<ReturnType<typeof load>>, counted: string): FullStackRow {
  return {
    title,
    requestsPerSecond: result.requests / result.seconds,
    p50Ms: percentile(result.latencies, 0.5),
    p99Ms: percentile(result.latencies, 0.99),
    counted,
  };
}

/** Waits until ClickHouse holds them all, or says how many it holds at the deadline. */
async function countStored(stack: Stack, workspaceId: string, expected: number): Promise<number> {
  const query = `SELECT count() FROM raw_events_v1 FINAL WHERE workspace_id = '${workspaceId}' FORMAT TabSeparated`;
  const deadline = Date.now() + COUNT_DEADLINE_MS;
  for (;;) {
    const answer = await fetch(`${stack.clickhouseUrl}/?database=${stack.database}&query=${encodeURIComponent(query)}`);
    const count = Number((await answer.text()).trim());
    if (count >= expected || Date.now() > deadline) return count;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
