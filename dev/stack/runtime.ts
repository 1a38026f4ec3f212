/** The workers of the local stack in one workerd, with shared local D1, KV, queues, Durable Objects and R2. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { type Addresses, DATABASE, DEMO_DOMAIN, urlOf } from './addresses.ts';
import { drain } from './drain.ts';
import { startGuard } from './guard.ts';
import type { Lock } from './lock.ts';
import { type LogFile, RuntimeLog } from './log-file.ts';
import { RUNTIME_COMMAND } from './orphans.ts';
import { childrenOf } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { webWorkerOptions } from './web.ts';
import { workerOptions } from './workers.ts';

export const EDGE_CONFIG = 'wrangler.toml';
export const API_CONFIG = 'workers/api/wrangler.toml';
export const PIPELINE_CONFIG = 'workers/pipeline/wrangler.toml';

export interface RuntimeOptions {
  stateDir: string;
  addresses: Addresses;
  secrets: Secrets;
  /** Whether the web app is served too. */
  web: boolean;
  lock: Lock;
  logFile: LogFile;
  say: (line: string) => void;
}

export interface Runtime {
  mf: Miniflare;
  /** Stops the intake and waits until nothing accepted is only in memory. Resolves with the number of events that still were. */
  drain(timeoutMs: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { stateDir, lock, logFile, say } = options;
  const control = randomBytes(16).toString('hex');
  const guard = startGuard();
  const guardRuntimes = async (): Promise<void> => {
    const pids = await childrenOf(process.pid, RUNTIME_COMMAND);
    guard.watch(pids);
    await lock.recordRuntimes(pids);
  };
  const miniflareOptions = convertV4MiniflareOptions({
    workers: await allWorkers(options, control),
    resourcePersistencePath: join(stateDir, 'state'),
    cf: false,
    log: new RuntimeLog((line) => logFile.write(line)),
    handleStructuredLogs: ({ level, message }) => {
      logFile.write(message);
      if (level === 'error') say(`A worker failed, see ${logFile.path}: ${firstLine(message)}`);
    },
    unsafeHandleRuntimeRestart: async () => {
      say(
        'The workers ended unexpectedly and were started again. Clicks that were in the local queue just then are lost.',
      );
      await guardRuntimes();
    },
    telemetry: { enabled: false },
  });
  const mf = withoutSignalHandlers(() => new Miniflare(miniflareOptions));
  await mf.ready;
  await guardRuntimes();
  return {
    mf,
    drain: (timeoutMs) =>
      drain(mf, {
        control,
        timeoutMs,
        workers: ['hopline-edge', 'hopline-api', 'hopline-pipeline'],
        queues: [{ worker: 'hopline-edge', binding: 'EVENTS' }],
      }),
    stop: async () => {
      await mf.dispose();
      await guard.stop();
    },
  };
}

/** Miniflare ends the process at the first signal; here the queues must be drained before. */
function withoutSignalHandlers<T>(make: () => T): T {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const made = make();
  for (const signal of signals) {
    for (const added of process.listeners(signal).filter((listener) => !before.has(listener)))
      process.off(signal, added);
  }
  return made;
}

const MAX_TERMINAL_LINE_CHARS = 300;

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, MAX_TERMINAL_LINE_CHARS);
}

async function allWorkers({ addresses, secrets, web }: RuntimeOptions, control: string) {
  const { edge, api, clickhouse } = addresses;
  const stores = { CLICKHOUSE_URL: urlOf(clickhouse), CLICKHOUSE_DATABASE: DATABASE };
  const shortOrigins = JSON.stringify({ [DEMO_DOMAIN]: `http://${DEMO_DOMAIN}:${edge}` });
  const aliases = JSON.stringify({ '127.0.0.1': DEMO_DOMAIN, '[::1]': DEMO_DOMAIN });
  const local = { HOPLINE_LOCAL_CONTROL: control };
  const workers = await Promise.all([
    workerOptions({ config: EDGE_CONFIG, port: edge, vars: { ...local, HOST_ALIASES: aliases } }),
    workerOptions({
      config: API_CONFIG,
      port: api,
      vars: {
        ...local,
        ...stores,
        API_URL: urlOf(api),
        WEB_URL: urlOf(addresses.web),
        SHORT_ORIGINS: shortOrigins,
        AUTH_SECRET: secrets.authSecret,
      },
    }),
    // Whoever tries a link with curl here is a person who wants to see it counted.
    workerOptions({ config: PIPELINE_CONFIG, vars: { ...local, ...stores, HTTP_TOOLS: 'human' } }),
  ]);
  const date = workers[0]?.compatibilityDate ?? '2026-11-01';
  return web ? [...workers, await webWorkerOptions(addresses.web, date)] : workers;
}
