/** Asks every store whether it answers, all at once, each within a bounded time. */
import type { ApiConfig } from '../env.ts';
import type { Services } from '../services.ts';
import type { Health } from './routes.ts';

/** A part slower than this is as good as down for whoever waits on it. */
const PROBE_TIMEOUT_MS = 2_000;
/** Never written: asking for it tells that the store answers. */
const ABSENT_KEY = 'health';

type Probe = () => Promise<unknown>;

export async function probeAll(services: Services): Promise<Health> {
  const probes = probesOf(services);
  const names = Object.keys(probes);
  const parts = await Promise.all(names.map((name) => probe(probes[name] as Probe)));
  const isWell = parts.every((part) => part.ok);
  return {
    status: isWell ? 'ok' : 'degraded',
    parts: Object.fromEntries(names.map((name, index) => [name, parts[index] as Health['parts'][string]])),
  };
}

function probesOf({ config, stats }: Services): Record<string, Probe> {
  const shards = config.linkShards.map((shard, index): [string, Probe] => [`links_${index}`, () => ask(shard)]);
  return {
    control: () => ask(config.control),
    ...Object.fromEntries(shards),
    routes: () => config.routes.get(ABSENT_KEY),
    ledger: () => askLedgers(config),
    clickhouse: () => stats.ping(PROBE_TIMEOUT_MS),
    vault: () => config.vault.head(ABSENT_KEY),
  };
}

/** A query on the schema, so that a database that was never migrated counts as down. */
async function ask(database: D1Database): Promise<void> {
  await database.prepare('SELECT 1 FROM d1_migrations LIMIT 1').first();
}

/** Events waiting because ClickHouse is away are not a failure of the ledger: ClickHouse's own probe shows it. */
async function askLedgers(config: ApiConfig): Promise<void> {
  await Promise.all(config.ledgers().map((ledger) => ledger.status()));
}

async function probe(run: Probe): Promise<Health['parts'][string]> {
  const startedMs = Date.now();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), PROBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([run(), timeout]);
    return { ok: true, ms: Date.now() - startedMs };
  } catch (error) {
    const isTimeout = error instanceof Error && (error.message === 'timeout' || error.name === 'TimeoutError');
    return {
      ok: false,
      ms: Date.now() - startedMs,
      message: isTimeout ? `no answer within ${PROBE_TIMEOUT_MS} ms` : 'answers with an error',
    };
  } finally {
    clearTimeout(timer);
  }
}
