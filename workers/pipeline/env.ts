/** Reads the worker's environment once, at entry. Nothing below this file sees `env`. */
import type { EnrichPolicy } from '#core/enrich/draft.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import type { ClickHouseConfig } from '#platform/clickhouse/client.ts';

/** Secrets are set on the deployed worker and do not appear in its configuration file. */
type Env = PipelineEnv & { CLICKHOUSE_USER?: string; CLICKHOUSE_PASSWORD?: string };

export interface PipelineConfig {
  clickhouse: ClickHouseConfig;
  control: D1Database;
  /** LINKS_0, LINKS_1, … */
  linkShards: D1Database[];
  routes: KVNamespace;
  vault: R2Bucket;
  policy: EnrichPolicy;
  ledgers: {
    names: string[];
    nameOf(workspaceId: string): string;
    get(name: string): LedgerRpc;
  };
}

/** Throws with the name of the variable that is missing or malformed. */
export function readEnv(env: Env): PipelineConfig {
  const shards = wholeNumber('LEDGER_SHARDS', env.LEDGER_SHARDS);
  if (!URL.canParse(env.CLICKHOUSE_URL)) throw new Error(`CLICKHOUSE_URL is not an address: "${env.CLICKHOUSE_URL}"`);
  return {
    clickhouse: {
      url: env.CLICKHOUSE_URL,
      database: env.CLICKHOUSE_DATABASE,
      username: env.CLICKHOUSE_USER ?? 'default',
      password: env.CLICKHOUSE_PASSWORD ?? '',
    },
    control: env.CONTROL,
    linkShards: readShards(env),
    routes: env.ROUTES,
    vault: env.VAULT,
    policy: { httpTools: oneOf('HTTP_TOOLS', env.HTTP_TOOLS, ['bot', 'human']) },
    ledgers: {
      names: ledgerNames(shards),
      nameOf: (workspaceId) => ledgerName(workspaceId, shards),
      get: (name) => env.LEDGER.getByName(name),
    },
  };
}

function readShards(env: Env): D1Database[] {
  const bindings: Record<string, unknown> = { ...env };
  const shards: D1Database[] = [];
  for (let shard = bindings['LINKS_0']; shard !== undefined; shard = bindings[`LINKS_${shards.length}`])
    shards.push(shard as D1Database);
  if (shards.length === 0) throw new Error('LINKS_0 is not bound');
  return shards;
}

function oneOf<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new Error(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
  return found;
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1, got "${value}"`);
  return number;
}
