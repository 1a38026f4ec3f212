/** Reads the worker's environment once, at entry. Nothing below this file sees `env`. */
import { type Operators, readOperators } from '#core/abuse/operator.ts';
import type { EnrichPolicy } from '#core/enrich/draft.ts';
import type { ImporterRpc } from '#core/import/contract.ts';
import type { JobRunnerRpc } from '#core/job/contract.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { Addresses } from '#core/link/present.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import type { ClickHouseConfig } from '#platform/clickhouse/client.ts';
import { boundShards } from '#platform/d1/bound-shards.ts';
import { readAddresses, readOrigin } from '#platform/env/addresses.ts';
import { readDomainConfig, type DomainConfig } from '#platform/env/domains.ts';
import type { MailConfig } from '#platform/mail/provider.ts';
import { readSecret } from '#platform/env/secret.ts';
import { wholeNumber } from '#platform/env/whole-number.ts';
import { dnsOverHttps } from '#platform/dns/over-https.ts';
import { readLoopback, type OutboundConfig } from '#platform/fetch/outbound.ts';
import { readSafeBrowsing, type SafeBrowsingSettings } from '#platform/fetch/safe-browsing.ts';

/** Secrets are set on the deployed worker and do not appear in its configuration file. */
type Env = PipelineEnv & {
  CLICKHOUSE_USER?: string;
  CLICKHOUSE_PASSWORD?: string;
  CLOUDFLARE_API_TOKEN?: string;
  MAIL_KEY?: string;
  SEAL_SECRET?: string;
  SAFE_BROWSING_KEY?: string;
  SAFE_BROWSING_URL?: string;
  CURRENCY_RATES_URL?: string;
};

export interface PipelineConfig {
  clickhouse: ClickHouseConfig;
  control: D1Database;
  /** LINKS_0, LINKS_1, … */
  linkShards: D1Database[];
  routes: KVNamespace;
  vault: R2Bucket;
  mail: MailConfig;
  policy: EnrichPolicy;
  /** How addresses that customers name are asked. */
  outbound: OutboundConfig;
  domains: DomainConfig;
  /** Moves one import; named by core/import/contract.ts. */
  importerOf(name: string): ImporterRpc;
  /** Moves one long job; named by core/job/contract.ts. */
  jobRunnerOf(name: string): JobRunnerRpc;
  addresses: Addresses;
  /** Of the web app, for mails. */
  webUrl: string;
  /** Who runs this instance. */
  operators: Operators;
  /** Undefined without a key: only the instance's own list is asked then. */
  safeBrowsing: SafeBrowsingSettings | undefined;
  /** Links looked at again for abuse, per shard and minute; 0: none. */
  abuseScans: number;
  /** Links whose destination is looked at, per shard and minute; 0: none. */
  linkChecks: number;
  /** The same as the api's: opens the secrets that it sealed. */
  sealSecret: string;
  webhookQueue: Queue;
  /** Who publishes rates of currencies; empty: nobody is asked. */
  currencyRatesUrl: string;
  ledgers: {
    /** How many there are meant to be. */
    count: number;
    /** Every ledger that ever was: also those that a smaller number has left without workspaces. */
    all: () => Promise<string[]>;
    nameOf: (workspaceId: string) => string;
    get: (name: string) => LedgerRpc;
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
    linkShards: boundShards(env),
    routes: env.ROUTES,
    vault: env.VAULT,
    mail: { url: env.MAIL_URL, key: env.MAIL_KEY ?? '', from: env.MAIL_FROM },
    policy: { httpTools: oneOf('HTTP_TOOLS', env.HTTP_TOOLS, ['bot', 'human']) },
    outbound: { resolver: dnsOverHttps(env.DNS_URL), allowLoopback: readLoopback(env.OUTBOUND_LOOPBACK) },
    domains: readDomainConfig(env),
    importerOf: (name) => env.IMPORTER.getByName(name),
    jobRunnerOf: (name) => env.JOBS.getByName(name),
    addresses: readAddresses(env),
    webUrl: readOrigin('WEB_URL', env.WEB_URL),
    operators: readOperators(env.OPERATORS),
    safeBrowsing: readSafeBrowsing(env),
    abuseScans: (env.ABUSE_SCANS as string) === '0' ? 0 : wholeNumber('ABUSE_SCANS', env.ABUSE_SCANS),
    linkChecks: (env.LINK_CHECKS as string) === '0' ? 0 : wholeNumber('LINK_CHECKS', env.LINK_CHECKS),
    sealSecret: readSecret('SEAL_SECRET', env.SEAL_SECRET),
    webhookQueue: env.WEBHOOKS,
    currencyRatesUrl: env.CURRENCY_RATES_URL ?? '',
    ledgers: {
      count: shards,
      all: () => allLedgers(env, shards),
      nameOf: (workspaceId) => ledgerName(workspaceId, shards),
      get: (name) => env.LEDGER.getByName(name),
    },
  };
}

/** The first ledger knows the most there ever were. While it does not answer, those that are meant to be are looked after. */
async function allLedgers(env: Env, count: number): Promise<string[]> {
  const [first = ''] = ledgerNames(1);
  const ledger: Pick<LedgerRpc, 'charter'> = env.LEDGER.getByName(first);
  const charter = await ledger.charter(count).catch(() => undefined);
  return ledgerNames(Math.max(count, charter?.most ?? 0));
}

function oneOf<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new Error(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
  return found;
}
