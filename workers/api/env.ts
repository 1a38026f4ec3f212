/** Reads the worker's environment once, at entry. Nothing below this file sees `env`. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import { type Provider, PROVIDERS } from '#platform/auth/providers.ts';
import { boundShards } from '#platform/d1/bound-shards.ts';
import { wholeNumber } from '#platform/env/whole-number.ts';
import type { MailConfig } from '#platform/mail/provider.ts';

/** Secrets are set on the deployed worker and do not appear in its configuration file. */
type Env = ApiEnv & {
  AUTH_SECRET?: string;
  CLICKHOUSE_USER?: string;
  CLICKHOUSE_PASSWORD?: string;
  MAIL_KEY?: string;
} & Partial<Record<`${'GOOGLE' | 'GITHUB'}_CLIENT_${'ID' | 'SECRET'}`, string>>;

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
  signUpOpen: boolean;
  authAttempts: number;
  /** Nobody comes in before the address is confirmed. */
  emailFirst: boolean;
  providers: Partial<Record<Provider, { clientId: string; clientSecret: string }>>;
  mail: MailConfig;
  clickhouse: { url: string; database: string; username: string; password: string };
  control: D1Database;
  /** LINKS_0, LINKS_1, … */
  linkShards: D1Database[];
  routes: KVNamespace;
  vault: R2Bucket;
  ledgerOf(workspaceId: string): LedgerStub;
  /** Every ledger there is. */
  ledgers(): LedgerStub[];
}

/** Shorter secrets can be guessed from one stolen cookie. */
const MIN_SECRET_CHARS = 32;

/** Throws with the name of the variable that is missing or malformed. */
export function readEnv(env: Env): ApiConfig {
  const ledgerShards = wholeNumber('LEDGER_SHARDS', env.LEDGER_SHARDS);
  return {
    apiUrl: origin('API_URL', env.API_URL),
    webUrl: origin('WEB_URL', env.WEB_URL),
    shortOrigins: readOrigins(env.SHORT_ORIGINS),
    authSecret: secret('AUTH_SECRET', env.AUTH_SECRET),
    signUpOpen: (env.SIGN_UP as string) === 'open',
    authAttempts: wholeNumber('AUTH_ATTEMPTS', env.AUTH_ATTEMPTS),
    emailFirst: (env.EMAIL_VERIFICATION as string) !== 'later',
    providers: readProviders(env),
    mail: { url: env.MAIL_URL, key: env.MAIL_KEY ?? '', from: env.MAIL_FROM },
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
    ledgerOf: (workspaceId) => env.LEDGER.getByName(ledgerName(workspaceId, ledgerShards)) as unknown as LedgerStub,
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

function readOrigins(json: string): Record<string, string> {
  const parsed = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(parsed).map(([domain, value]) => [domain, origin('SHORT_ORIGINS', String(value))]),
  );
}

function origin(name: string, value: string): string {
  if (!URL.canParse(value)) throw new Error(`${name} is not an address: "${value}"`);
  return value.replace(/\/+$/, '');
}

function secret(name: string, value: string | undefined): string {
  if (!value || value.length < MIN_SECRET_CHARS)
    throw new Error(`${name} must be set to at least ${MIN_SECRET_CHARS} random characters`);
  return value;
}
