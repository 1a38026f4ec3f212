/** The workers of the local stack with their local addresses and secrets. */
import { type Addresses, DATABASE, DEMO_DOMAIN, urlOf } from './addresses.ts';
import { CONTROL_BINDING } from './inside/drainable.ts';
import type { Inside } from './inside/options.ts';
import type { Secrets } from './secrets.ts';
import { webWorkerOptions } from './web.ts';
import { type WorkerOptions, workerOptions } from './workers.ts';

const EDGE_CONFIG = 'wrangler.toml';
const API_CONFIG = 'workers/api/wrangler.toml';
export const PIPELINE_CONFIG = 'workers/pipeline/wrangler.toml';

/** Whoever signs up with one of these addresses here and confirms it runs the abuse desk. */
const OPERATORS = 'demo@hopline.example, operator@hopline.example';

export interface LocalWorkersOptions {
  addresses: Addresses;
  secrets: Secrets;
  /** Whether the web app is served too. */
  web: boolean;
  inside?: Inside;
  /** Number of ledgers, when it is not the configured one. */
  ledgers?: number | undefined;
}

/** @param control the word that the workers answer to, see inside/drainable.ts. */
export async function localWorkers(
  { addresses, secrets, web, ledgers, inside = {} }: LocalWorkersOptions,
  control: string,
): Promise<WorkerOptions[]> {
  const { edge, api, clickhouse, mail } = addresses;
  const stores = { CLICKHOUSE_URL: inside.clickhouseUrl ?? urlOf(clickhouse), CLICKHOUSE_DATABASE: DATABASE };
  const mails = { MAIL_URL: `${urlOf(mail)}/emails`, MAIL_KEY: 'local' };
  const shortOrigins = JSON.stringify({
    [DEMO_DOMAIN]: `http://${DEMO_DOMAIN}:${edge}`,
    '*.localhost': `http://*.localhost:${edge}`,
  });
  // Whoever signs up here can make links on the demo domain at once.
  const customers = { ...outboundVars(), SHARED_DOMAINS: DEMO_DOMAIN };
  const aliases = JSON.stringify({ '127.0.0.1': DEMO_DOMAIN, '[::1]': DEMO_DOMAIN });
  const local = {
    [CONTROL_BINDING]: control,
    ...(ledgers !== undefined && { LEDGER_SHARDS: String(ledgers) }),
  };
  const workers = await Promise.all([
    workerOptions({
      config: EDGE_CONFIG,
      port: edge,
      vars: { ...local, HOST_ALIASES: aliases, REPORT_URL: `${urlOf(api)}/abuse/report` },
      main: inside.edge,
    }),
    workerOptions({
      config: API_CONFIG,
      port: api,
      vars: {
        ...local,
        ...stores,
        ...customers,
        API_URL: urlOf(api),
        WEB_URL: urlOf(addresses.web),
        SHORT_ORIGINS: shortOrigins,
        ...mails,
        AUTH_SECRET: secrets.authSecret,
        SEAL_SECRET: secrets.sealSecret,
        // Trying things out should not begin with a mail; it is sent all the same.
        EMAIL_VERIFICATION: 'later',
        // Everybody here is one address; trying things out must not lock the demo account.
        AUTH_ATTEMPTS: '500',
        // A local stack is for trying things out: no plan stands in the way.
        DEFAULT_PLAN: 'enterprise',
        OPERATORS,
        ...environmentVars(),
      },
    }),
    // Whoever tries a link with curl here is a person who wants to see it counted.
    workerOptions({
      config: PIPELINE_CONFIG,
      vars: {
        ...local,
        ...stores,
        ...customers,
        ...mails,
        API_URL: urlOf(api),
        WEB_URL: urlOf(addresses.web),
        SHORT_ORIGINS: shortOrigins,
        SEAL_SECRET: secrets.sealSecret,
        HTTP_TOOLS: 'human',
        OPERATORS,
      },
      main: inside.pipeline,
    }),
  ]);
  const date = workers[0]?.compatibilityDate ?? '2026-11-01';
  return web ? [...workers, await webWorkerOptions(addresses.web, date)] : workers;
}

/** Destinations, webhooks and previews may be servers of this machine; HOPLINE_DNS_URL names another resolver. */
function outboundVars(): Record<string, string> {
  const resolver = process.env['HOPLINE_DNS_URL'];
  return { OUTBOUND_LOOPBACK: 'allow', ...(resolver === undefined ? {} : { DNS_URL: resolver }) };
}

/** Workers that answer for what is under way. */
export function drainablesOf(workers: readonly WorkerOptions[]): string[] {
  return workers.filter(({ bindings }) => CONTROL_BINDING in (bindings ?? {})).map(({ name = '' }) => name);
}

/** From the environment of `npm start`: billing can be tried with a test account's keys, and limits be off while measuring. */
const FROM_ENVIRONMENT = [
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_PRICES',
  'STRIPE_API_URL',
  'RATE_LIMITS',
];

function environmentVars(): Record<string, string> {
  return Object.fromEntries(FROM_ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
