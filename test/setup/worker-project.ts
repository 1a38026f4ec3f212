/** Options of a test project that runs one worker in workerd with its own configuration and real neighbours. */
import { fileURLToPath } from 'node:url';
import { type cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { unstable_getMiniflareWorkerOptions as miniflareOptions } from 'wrangler';
import { migrateClickHouse } from '../../dev/migrate/clickhouse.ts';
import { bundleWorker, plainEntry } from '../../dev/stack/bundle.ts';
import { projectDatabase } from '../support/project-database.ts';

type Options = Exclude<Parameters<typeof cloudflareTest>[0], (...args: never[]) => unknown>;
type Context = Parameters<Extract<Parameters<typeof cloudflareTest>[0], (...args: never[]) => unknown>>[0];
type Neighbour = NonNullable<NonNullable<Options['miniflare']>['workers']>[number];

const CONFIG = { edge: 'wrangler.toml', pipeline: 'workers/pipeline/wrangler.toml', api: 'workers/api/wrangler.toml' };
export type WorkerName = keyof typeof CONFIG;

const QUEUE = 'hopline-events';
const RECORDER = 'test-queue-recorder';
const TEST_SECRET = 'a secret of the tests, 32 characters or more';
/** The engine of the tests has one user without a password. */
const CLICKHOUSE_LOGIN = { CLICKHOUSE_USER: 'default', CLICKHOUSE_PASSWORD: '' };

/** To be given to `cloudflareTest`; called once per test file, when the run's ClickHouse is up. */
export function workerProject(name: WorkerName): (context: Context) => Promise<Options> {
  return async ({ inject }) => {
    const url = inject<string>('clickhouseUrl');
    const mail = { MAIL_URL: `${inject<string>('mailUrl')}/emails`, MAIL_KEY: 'test' };
    const clickhouse = { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: projectDatabase(name), ...CLICKHOUSE_LOGIN };
    return {
      wrangler: { configPath: fromRoot(CONFIG[name]) },
      // The runtime's own remarks on faults that tests provoke; what a worker logs still comes through.
      verbose: false,
      miniflare: {
        bindings: {
          ...clickhouse,
          ...mail,
          // Most tests want a person who is in; the other way has tests of its own.
          EMAIL_VERIFICATION: 'later',
          // Nor should a plan stand in the way of a test that is not about plans.
          DEFAULT_PLAN: 'enterprise',
          OPERATORS: 'operator@hopline.example',
          REPORT_URL: 'https://api.test/abuse/report',
          AUTH_SECRET: TEST_SECRET,
          SEAL_SECRET: TEST_SECRET,
          OUTBOUND_LOOPBACK: 'allow',
          TEST_CONTROL_MIGRATIONS: await readD1Migrations(fromRoot('migrations/d1/control')),
          TEST_LINKS_MIGRATIONS: await readD1Migrations(fromRoot('migrations/d1/links')),
        },
        serviceBindings: {
          TEST_RUN: answerRun(url),
          ...(name === 'edge' && { TEST_QUEUE: RECORDER }),
        },
        // A producer beside the worker's own, so that a test can put messages on the queue the worker consumes.
        ...(name === 'pipeline' && { queueProducers: { TEST_EVENTS: { queueName: QUEUE } } }),
        workers: await neighbours(name, { ...clickhouse, ...mail }),
      },
    };
  };
}

/**
 * The pipeline worker stands beside edge and api, because LEDGER is its class. At the end of the edge's queue stands a
 * recorder instead of the pipeline's consumer: what was sent is the edge's promise, what becomes of it is the pipeline's.
 */
async function neighbours(name: WorkerName, services: Record<string, string>): Promise<Neighbour[]> {
  if (name === 'pipeline') return [];
  const pipeline = await pipelineNeighbour(services, name === 'api');
  return name === 'edge' ? [pipeline, await recorderNeighbour()] : [pipeline];
}

async function pipelineNeighbour(services: Record<string, string>, consumes: boolean): Promise<Neighbour> {
  const { workerOptions } = miniflareOptions(fromRoot(CONFIG.pipeline));
  const { queueConsumers, bindings, ...options } = workerOptions as unknown as Record<string, object>;
  return {
    ...options,
    name: 'hopline-pipeline',
    modules: [{ type: 'ESModule', path: 'index.js', contents: await bundled('workers/pipeline/index.ts') }],
    bindings: { ...bindings, ...services, SEAL_SECRET: TEST_SECRET, OUTBOUND_LOOPBACK: 'allow' },
    ...(consumes && queueConsumers && { queueConsumers }),
  } as Neighbour;
}

async function recorderNeighbour(): Promise<Neighbour> {
  return {
    name: RECORDER,
    compatibilityDate: '2026-11-01',
    modules: [{ type: 'ESModule', path: 'index.js', contents: await bundled('test/setup/queue-recorder.ts') }],
    queueConsumers: { [QUEUE]: { maxBatchSize: 100, maxBatchTimeout: 0 } },
  };
}

const bundles = new Map<string, Promise<Uint8Array>>();

/** Bundled once per run, as for the local stack. */
function bundled(entry: string): Promise<Uint8Array> {
  const bundle = bundles.get(entry) ?? bundleWorker({ entry: plainEntry(fromRoot(entry)) });
  bundles.set(entry, bundle);
  return bundle;
}

let databases = 0;

/** What workerd cannot do itself and asks of the test run: `POST /database` makes a migrated ClickHouse database. */
function answerRun(url: string) {
  return async (request: { method: string; url: string }) => {
    const { Response } = await import('miniflare');
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/database')
      return new Response('Not found', { status: 404 });
    const database = `hopline_test_fresh_${++databases}`;
    await migrateClickHouse({ url, database });
    return Response.json({ CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: database });
  };
}

function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
