/** Reads the worker's environment once, at entry. Nothing below this file sees `env`. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import { boundShards } from '#platform/d1/bound-shards.ts';
import { readAddresses, readOrigin } from '#platform/env/addresses.ts';
import { readDomainConfig, type DomainConfig } from '#platform/env/domains.ts';
import { readSecret } from '#platform/env/secret.ts';
import { wholeNumber } from '#platform/env/whole-number.ts';
import { dnsOverHttps } from '#platform/dns/over-https.ts';
import { readLoopback, type OutboundConfig } from '#platform/fetch/outbound.ts';

/** Secrets are set on the deployed worker and do not appear in its configuration file. */
type Env = ApiEnv & {
  AUTH_SECRET?: string;
  SEAL_SECRET?: string;
  CLICKHOUSE_USER?: string;
  CLICKHOUSE_PASSWORD?: string;
  CLOUDFLARE_API_TOKEN?: string;
};

/** The ledger of one workspace: counters by RPC, live sockets by fetch. */
export type LedgerStub = Pick<
  LedgerRpc,
  'totals' | 'status' | 'proof' | 'hold' | 'release' | 'capture' | 'letters' | 'letter' | 'noteReplayed'
> & { fetch(request: Request): Promise<Response> };

export interface ApiConfig {
  /** Public origins, without trailing slashes. */
  apiUrl: string;
  webUrl: string;
  shortOrigins: Readonly<Record<string, string>>;
  authSecret: string;
  /** Encrypts stored secrets that have to be read again; the pipeline has the same. */
  sealSecret: string;
  signUpOpen: boolean;
  authAttempts: number;
  /** How addresses that customers name are asked. */
  outbound: OutboundConfig;
  domains: DomainConfig;
  clickhouse: { url: string; database: string; username: string; password: string };
  control: D1Database;
  /** LINKS_0, LINKS_1, … */
  linkShards: D1Database[];
  routes: KVNamespace;
  vault: R2Bucket;
  /** Wakes the pipeline for webhook deliveries. */
  webhookQueue: Queue;
  ledgerOf(workspaceId: string): LedgerStub;
  /** Every ledger there is. */
  ledgers(): LedgerStub[];
}

/** Throws with the name of the variable that is missing or malformed. */
export function readEnv(env: Env): ApiConfig {
  const ledgerShards = wholeNumber('LEDGER_SHARDS', env.LEDGER_SHARDS);
  return {
    ...readAddresses(env),
    webUrl: readOrigin('WEB_URL', env.WEB_URL),
    authSecret: readSecret('AUTH_SECRET', env.AUTH_SECRET),
    sealSecret: readSecret('SEAL_SECRET', env.SEAL_SECRET),
    signUpOpen: (env.SIGN_UP as string) === 'open',
    authAttempts: wholeNumber('AUTH_ATTEMPTS', env.AUTH_ATTEMPTS),
    outbound: { resolver: dnsOverHttps(env.DNS_URL), allowLoopback: readLoopback(env.OUTBOUND_LOOPBACK) },
    domains: readDomainConfig(env),
    clickhouse: {
      url: env.CLICKHOUSE_URL,
      database: env.CLICKHOUSE_DATABASE,
      username: env.CLICKHOUSE_USER ?? 'default',
      password: env.CLICKHOUSE_PASSWORD ?? '',
    },
    control: env.CONTROL,
    linkShards: boundShards(env),
    routes: env.ROUTES,
    vault: env.VAULT,
    webhookQueue: env.WEBHOOKS,
    ledgerOf: (workspaceId) => env.LEDGER.getByName(ledgerName(workspaceId, ledgerShards)) as unknown as LedgerStub,
    ledgers: () => ledgerNames(ledgerShards).map((name) => env.LEDGER.getByName(name) as unknown as LedgerStub),
  };
}
