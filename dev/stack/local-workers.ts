/** The workers of the local stack with their local addresses and secrets. */
import { type Addresses, DATABASE, DEMO_DOMAIN, urlOf } from './addresses.ts';
import type { DrainOptions } from './drain.ts';
import { CONTROL_BINDING } from './inside/drainable.ts';
import type { Secrets } from './secrets.ts';
import { webWorkerOptions } from './web.ts';
import { type WorkerOptions, workerOptions } from './workers.ts';

const EDGE_CONFIG = 'wrangler.toml';
const API_CONFIG = 'workers/api/wrangler.toml';
export const PIPELINE_CONFIG = 'workers/pipeline/wrangler.toml';

export interface LocalWorkersOptions {
  addresses: Addresses;
  secrets: Secrets;
  /** Whether the web app is served too. */
  web: boolean;
}

/** @param control the word that the workers answer to, see inside/drainable.ts. */
export async function localWorkers(
  { addresses, secrets, web }: LocalWorkersOptions,
  control: string,
): Promise<WorkerOptions[]> {
  const { edge, api, clickhouse } = addresses;
  const stores = { CLICKHOUSE_URL: urlOf(clickhouse), CLICKHOUSE_DATABASE: DATABASE };
  const shortOrigins = JSON.stringify({
    [DEMO_DOMAIN]: `http://${DEMO_DOMAIN}:${edge}`,
    '*.localhost': `http://*.localhost:${edge}`,
  });
  // Whoever signs up here can make links on the demo domain at once.
  const customers = { ...outboundVars(), SHARED_DOMAINS: DEMO_DOMAIN };
  const aliases = JSON.stringify({ '127.0.0.1': DEMO_DOMAIN, '[::1]': DEMO_DOMAIN });
  const local = { [CONTROL_BINDING]: control };
  const workers = await Promise.all([
    workerOptions({ config: EDGE_CONFIG, port: edge, vars: { ...local, HOST_ALIASES: aliases } }),
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
        AUTH_SECRET: secrets.authSecret,
        SEAL_SECRET: secrets.sealSecret,
        // Everybody here is one address; trying things out must not lock the demo account.
        AUTH_ATTEMPTS: '500',
      },
    }),
    // Whoever tries a link with curl here is a person who wants to see it counted.
    workerOptions({
      config: PIPELINE_CONFIG,
      vars: {
        ...local,
        ...stores,
        ...customers,
        API_URL: urlOf(api),
        SHORT_ORIGINS: shortOrigins,
        SEAL_SECRET: secrets.sealSecret,
        HTTP_TOOLS: 'human',
      },
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

/** Workers that answer for what is under way, and every queue that one of them sends to. */
export function drainablesOf(workers: readonly WorkerOptions[]): Pick<DrainOptions, 'workers' | 'queues'> {
  const drainable = workers.filter(({ bindings }) => CONTROL_BINDING in (bindings ?? {}));
  const queues = drainable.flatMap(({ name = '', queueProducers = {} }) =>
    Object.keys(queueProducers).map((binding) => ({ worker: name, binding })),
  );
  return { workers: drainable.map(({ name = '' }) => name), queues };
}
