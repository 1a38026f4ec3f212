/** Reads the worker's environment once, at entry. Nothing below this file sees `env`. */
import { type Operators, readOperators } from '#core/abuse/operator.ts';
import type { EventMessage } from '#core/event/message.ts';
import type { ImporterRpc } from '#core/import/contract.ts';
import type { JobRunnerRpc } from '#core/job/contract.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { RateCounter } from '#core/limit/ports.ts';
import { type PlanName, PLANS } from '#core/plan/plan.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import { type Provider, PROVIDERS } from '#platform/auth/providers.ts';
import { boundShards } from '#platform/d1/bound-shards.ts';
import { readAddresses, readOrigin } from '#platform/env/addresses.ts';
import { readDomainConfig, type DomainConfig } from '#platform/env/domains.ts';
import { readSecret } from '#platform/env/secret.ts';
import type { Prices, StripeSettings } from '#platform/stripe/stripe-billing.ts';
import { wholeNumber } from '#platform/env/whole-number.ts';
import { dnsOverHttps } from '#platform/dns/over-https.ts';
import { readLoopback, type OutboundConfig } from '#platform/fetch/outbound.ts';
import { readSafeBrowsing, type SafeBrowsingSettings } from '#platform/fetch/safe-browsing.ts';
import type { MailConfig } from '#platform/mail/provider.ts';

/** Secrets are set on the deployed worker and do not appear in its configuration file. */
type Env = ApiEnv & {
  AUTH_SECRET?: string;
  SEAL_SECRET?: string;
  CLICKHOUSE_USER?: string;
  CLICKHOUSE_PASSWORD?: string;
  CLOUDFLARE_API_TOKEN?: string;
  STRIPE_SECRET_KEY?: string;
  STRIPE_WEBHOOK_SECRET?: string;
  STRIPE_API_URL?: string;
  MAIL_KEY?: string;
  SAFE_BROWSING_KEY?: string;
  SAFE_BROWSING_URL?: string;
} & Partial<Record<`${'GOOGLE' | 'GITHUB'}_CLIENT_${'ID' | 'SECRET'}`, string>>;

/** The ledger of one workspace: counters by RPC, live sockets by fetch. */
export type LedgerStub = Pick<
  LedgerRpc,
  | 'totals'
  | 'dataVersion'
  | 'status'
  | 'proof'
  | 'acceptedByDay'
  | 'waitingClick'
  | 'hold'
  | 'release'
  | 'capture'
  | 'letters'
  | 'letter'
  | 'noteReplayed'
  | 'closeSockets'
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
  /** Nobody comes in before the address is confirmed. */
  emailFirst: boolean;
  providers: Partial<Record<Provider, { clientId: string; clientSecret: string }>>;
  mail: MailConfig;
  /** How addresses that customers name are asked. */
  outbound: OutboundConfig;
  domains: DomainConfig;
  /** False: requests are not limited per minute or second. */
  rateLimits: boolean;
  /** What a new workspace begins with. */
  defaultPlan: PlanName;
  /** Undefined without keys: nothing can be bought then. */
  stripe: StripeSettings | undefined;
  /** Who runs this instance. */
  operators: Operators;
  /** Undefined without a key: only the instance's own list is asked then. */
  safeBrowsing: SafeBrowsingSettings | undefined;
  clickhouse: { url: string; database: string; username: string; password: string };
  control: D1Database;
  /** LINKS_0, LINKS_1, … */
  linkShards: D1Database[];
  routes: KVNamespace;
  vault: R2Bucket;
  /** Events on their way to be counted. */
  events: { send(message: EventMessage): Promise<unknown> };
  /** Wakes the pipeline for webhook deliveries. */
  webhookQueue: Queue;
  ledgerOf: (workspaceId: string) => LedgerStub;
  /** Moves one import; named by core/import/contract.ts. */
  importerOf(name: string): ImporterRpc;
  /** Moves one long job; named by core/job/contract.ts. */
  jobRunnerOf(name: string): JobRunnerRpc;
  /** Every ledger there is. */
  ledgers(): LedgerStub[];
  /** Counts the permits of one caller, see core/limit. */
  rateCounterOf(caller: string): RateCounter;
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
    emailFirst: (env.EMAIL_VERIFICATION as string) !== 'later',
    providers: readProviders(env),
    mail: { url: env.MAIL_URL, key: env.MAIL_KEY ?? '', from: env.MAIL_FROM },
    outbound: { resolver: dnsOverHttps(env.DNS_URL), allowLoopback: readLoopback(env.OUTBOUND_LOOPBACK) },
    domains: readDomainConfig(env),
    rateLimits: onOrOff('RATE_LIMITS', env.RATE_LIMITS),
    defaultPlan: planName('DEFAULT_PLAN', env.DEFAULT_PLAN),
    stripe: readStripe(env),
    operators: readOperators(env.OPERATORS),
    safeBrowsing: readSafeBrowsing(env),
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
    events: { send: (message) => env.EVENTS.send(message, { contentType: 'json' }) },
    webhookQueue: env.WEBHOOKS,
    ledgerOf: (workspaceId) => env.LEDGER.getByName(ledgerName(workspaceId, ledgerShards)) as unknown as LedgerStub,
    importerOf: (name) => env.IMPORTER.getByName(name) as unknown as ImporterRpc,
    jobRunnerOf: (name) => env.JOBS.getByName(name) as unknown as JobRunnerRpc,
    rateCounterOf: (caller) => env.LIMITER.getByName(caller),
    ledgers: () => ledgerNames(ledgerShards).map((name) => env.LEDGER.getByName(name) as unknown as LedgerStub),
  };
}

/** A provider is on when both its id and its secret are set. Throws when only one of them is. */
function readProviders(env: Env): ApiConfig['providers'] {
  const found: ApiConfig['providers'] = {};
  for (const provider of PROVIDERS) {
    const name = provider.toUpperCase() as Uppercase<Provider>;
    const clientId = env[`${name}_CLIENT_ID`];
    const clientSecret = env[`${name}_CLIENT_SECRET`];
    if (Boolean(clientId) !== Boolean(clientSecret))
      throw new Error(`${name}_CLIENT_ID and ${name}_CLIENT_SECRET belong together: set both or none`);
    if (clientId && clientSecret) found[provider] = { clientId, clientSecret };
  }
  return found;
}

/** Anything else is a mistake, and would switch off in silence. */
function onOrOff(name: string, value: string): boolean {
  if (value !== 'on' && value !== 'off') throw new Error(`${name} must be "on" or "off", not "${value}"`);
  return value === 'on';
}

/** All of it or nothing: half a configuration would take money without giving a plan. */
function readStripe(env: Env): StripeSettings | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl } = env;
  if (!secretKey) return undefined;
  if (!webhookSecret) throw new Error('STRIPE_WEBHOOK_SECRET must be set when STRIPE_SECRET_KEY is');
  const prices = JSON.parse(env.STRIPE_PRICES) as Prices;
  for (const name of Object.keys(prices)) planName('STRIPE_PRICES', name);
  return { secretKey, webhookSecret, prices, ...(apiUrl && { apiUrl: readOrigin('STRIPE_API_URL', apiUrl) }) };
}

function planName(name: string, value: string): PlanName {
  const known = PLANS.find((plan) => plan === value);
  if (!known) throw new Error(`${name} must be one of ${PLANS.join(', ')}, not "${value}"`);
  return known;
}
