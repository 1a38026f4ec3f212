/** Starts the whole local stack: ClickHouse, its migrations, the workers with their stores, the web app and the crons. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { keepClickHouse } from '../clickhouse/keep.ts';
import { startMailbox } from '../mail/server.ts';
import { migrateClickHouse } from '../migrate/clickhouse.ts';
import { migrateDatabases } from '../migrate/databases.ts';
import { addressesFrom, DATABASE, urlOf } from './addresses.ts';
import { askWorker } from './ask-worker.ts';
import { type Crons, startCrons } from './crons.ts';
import { CONTROL_HEADER, CRON_PATH } from './inside/drainable.ts';
import type { Inside } from './inside/options.ts';
import { PIPELINE_CONFIG } from './local-workers.ts';
import { takeLock } from './lock.ts';
import { LogFile } from './log-file.ts';
import { requireFreePorts } from './ports.ts';
import { type Runtime, startRuntime } from './runtime.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { buildWeb } from './web.ts';
import { cronsOf } from './workers.ts';

export interface StackOptions {
  /** Holds everything that survives a restart. */
  stateDir: string;
  basePort: number;
  /** False leaves the web app out: no build, nothing on its port. */
  web?: boolean;
  /** Number of ledgers, when it is not the configured one. */
  ledgers?: number | undefined;
  /** False leaves the crons to the caller, who fires them through `mf`. */
  crons?: boolean;
  /** Other code inside the runtime and another way to ClickHouse, for the fault harness. */
  inside?: Inside;
  /** Progress and trouble, one line each. */
  say?: (line: string) => void;
}

export interface Stack {
  edgeUrl: string;
  apiUrl: string;
  webUrl: string;
  clickhouseUrl: string;
  /** Origin of the local mailbox. */
  mailUrl: string;
  database: string;
  secrets: Secrets;
  mf: Miniflare;
  /** Waits until every answered click is on disk, then ends all processes. Safe to call twice. */
  stop(): Promise<void>;
}

const PIPELINE_WORKER = 'hopline-pipeline';
/** Longer than a capture takes with its retries and fallbacks, and than a queue batch. */
const DRAIN_TIMEOUT_MS = 12_000;

export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateDir, basePort, web = true, ledgers, crons = true, inside = {}, say = () => {} } = options;
  const addresses = addressesFrom(basePort);
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const cleanup = new AsyncDisposableStack();
  try {
    const lock = await takeLock(stateDir);
    cleanup.defer(() => lock.release());
    await requireFreePorts(addresses);
    const secrets = await loadSecrets(stateDir);
    const logFile = await LogFile.open(join(stateDir, 'workers.log'));
    cleanup.defer(() => logFile.close());

    const building = web ? buildWeb(say) : Promise.resolve();
    // Awaited below; until then a failure must not end the process.
    building.catch(() => {});
    say('Starting ClickHouse');
    const clickhouse = await keepClickHouse({ dataDir: join(stateDir, 'clickhouse'), port: addresses.clickhouse }, say);
    cleanup.defer(() => clickhouse.stop());
    report(say, 'ClickHouse', await migrateClickHouse({ url: clickhouse.url, database: DATABASE }));
    const mailbox = await startMailbox({ folder: join(stateDir, 'mail'), port: addresses.mail }, say);
    cleanup.defer(() => mailbox.stop());
    await building;

    say('Starting the workers');
    const runtime = await startRuntime({ stateDir, addresses, secrets, web, ledgers, inside, lock, logFile, say });
    cleanup.defer(() => runtime.stop());
    // Before the queues are awake: consumers need the newest schema, and a runtime that has more to log than a pipe holds would wait
    // for us, while Miniflare's handles of databases make us wait for it.
    report(say, 'D1', await migrateDatabases(runtime.mf, join(stateDir, 'state')));
    await runtime.wake();
    cleanup.defer(() => drainBeforeStop(runtime, say));
    if (crons) {
      const jobs = startPipelineCrons(runtime, secrets.localControl, logFile);
      cleanup.defer(() => jobs.stop());
    }
    const { mf } = runtime;
    const stop = async (): Promise<void> => {
      if (!cleanup.disposed) await lock.markStopping();
      await cleanup.disposeAsync();
    };
    return { ...urls(addresses), database: DATABASE, secrets, mf, stop };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

function startPipelineCrons({ mf }: Runtime, control: string, logFile: LogFile): Crons {
  const fire = async (cron: string, scheduledTime: Date): Promise<void> => {
    const query = new URLSearchParams({ cron, at: String(scheduledTime.getTime()) });
    const headers = { [CONTROL_HEADER]: control };
    const answer = await askWorker(mf, PIPELINE_WORKER, `http://local${CRON_PATH}?${query}`, { headers });
    if (!answer.ok) throw new Error(`${cron} was answered with ${answer.status}`);
  };
  return startCrons(cronsOf(PIPELINE_CONFIG), fire, (error) => logFile.write(`cron: ${String(error)}`));
}

async function drainBeforeStop(runtime: Runtime, say: (line: string) => void): Promise<void> {
  try {
    const left = await runtime.drain(DRAIN_TIMEOUT_MS);
    if (left > 0)
      say(`${left} requests or batches were still under way; clicks among them that no store had yet are lost.`);
  } catch (error) {
    say(`The workers ended before they were quiet: ${(error as Error).message}`);
  }
}

function urls({ edge, api, web, clickhouse, mail }: ReturnType<typeof addressesFrom>) {
  return {
    edgeUrl: urlOf(edge),
    apiUrl: urlOf(api),
    webUrl: urlOf(web),
    clickhouseUrl: urlOf(clickhouse),
    mailUrl: urlOf(mail),
  };
}

function report(say: (line: string) => void, store: string, applied: string[]): void {
  if (applied.length > 0) say(`Applied ${applied.length} ${store} migration${applied.length === 1 ? '' : 's'}`);
}
