/** The pipeline in a plain `workerd serve`: its consumer and ledgers, or a floor in their place, driven from inside the process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerStatus } from '#core/ledger/contract.ts';
import { bundleWorker, plainEntry } from '../../../dev/stack/bundle.ts';
import { REPOSITORY } from '../../../dev/stack/repository.ts';
import { cpuSeconds } from '../redirect/cpu.ts';
import { freePort, stop, workerdPath } from '../redirect/servers.ts';
import { variablesOf } from '../redirect/variables.ts';
import { type Heap, heapOf } from './inspector.ts';

const STAND_INS = fileURLToPath(new URL('./stand-ins/', import.meta.url));
const START_TIMEOUT_MS = 15_000;
const DEFAULT_SHARDS = 4;

/** How much of the path is real; what comes after is a stand-in. */
export type Rung = 'empty' | 'enrich' | 'whole';

export interface ServerOptions {
  dir: string;
  rung: Rung;
  clickhouse: { url: string; database: string };
  shards?: number;
  /** Ledger limits that differ from the code's, by the name of their constant: how curves are measured. */
  limits?: Record<string, number>;
  inspectPort?: number;
  /** Folder of the ledgers' storage; a fresh one when absent. */
  storage?: string;
}

/** A server's options with everything that was found out for it. */
interface Layout extends Pick<ServerOptions, 'rung' | 'shards'> {
  /** Bindings, as the configuration names them. */
  variables: string[];
  port: number;
  storage: string;
}

/** What the driver is asked to hand over. */
export interface Plan {
  events: number;
  perMessage: number;
  workspaces: number;
  linksPerWorkspace: number;
  /** Invocations of the consumer under way at once. */
  parallel: number;
  /** 0: as fast as they are taken. */
  ratePerSecond: number;
}

export interface Outcome {
  events: number;
  retried: number;
  calls: number;
  /** Milliseconds per invocation of the consumer. */
  batchMs: number[];
  seconds: number;
}

export interface Server {
  pid: number;
  storage: string;
  run(plan: Plan): Promise<Outcome>;
  /** One entry per ledger. */
  status(): Promise<LedgerStatus[]>;
  cpuSeconds(): Promise<number>;
  /** Of the isolate of the pipeline. Throws when the server was started without an inspector. */
  heap(): Promise<Heap>;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const folder = await mkdtemp(join(options.dir, `${options.rung}-`));
  await cp(STAND_INS, folder, { recursive: true });
  await writeFile(join(folder, 'pipeline.js'), await pipelineCode(options.limits ?? {}));
  const storage = options.storage ?? join(folder, 'storage');
  await mkdir(storage, { recursive: true });
  const port = await freePort();
  const config = join(folder, 'config.capnp');
  const variables = await variablesOf('workers/pipeline/wrangler.toml', {
    LEDGER_SHARDS: String(options.shards ?? DEFAULT_SHARDS),
    CLICKHOUSE_URL: options.clickhouse.url,
    CLICKHOUSE_DATABASE: options.clickhouse.database,
    SEAL_SECRET: 'the-seal-secret-of-the-bench-0123456789',
  });
  await writeFile(config, configFor({ ...options, variables, port, storage }));
  const flags = options.inspectPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${options.inspectPort}`];
  const child = spawn(workerdPath(), ['serve', '--experimental', ...flags, config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let trouble = '';
  child.stderr?.on('data', (chunk: Buffer) => (trouble = (trouble + chunk.toString()).slice(-4_000)));
  await answering(port, child, () => trouble);
  const pid = child.pid ?? 0;
  return {
    pid,
    storage,
    run: (plan) => ask(port, '/run', plan, () => trouble),
    status: () => ask(port, '/status', {}, () => trouble),
    cpuSeconds: () => cpuSeconds(pid),
    heap: () => heapOf(options.inspectPort ?? 0, 'pipeline'),
    stop: () => stop(child),
  };
}

/** The code as it is deployed, with these constants put in place of its own. Throws when one is not found exactly once. */
async function pipelineCode(limits: Record<string, number>): Promise<string> {
  const entry = plainEntry(join(REPOSITORY, 'workers/pipeline/index.ts'));
  let code = new TextDecoder().decode(await bundleWorker({ entry }));
  for (const [name, value] of Object.entries(limits)) {
    const parts = code.split(new RegExp(`\\bvar ${name} ?= ?[^;]+;`));
    if (parts.length !== 2) throw new Error(`The ledger has no limit "${name}".`);
    code = parts.join(`var ${name} = ${value};`);
  }
  return code;
}

function configFor({ rung, variables, port, storage, shards = DEFAULT_SHARDS }: Layout): string {
  const nothing = (type: string, names: string[]): string =>
    names.map((name) => `( name = "${name}", ${type} = "floors" )`).join(', ');
  const database = (name: string): string =>
    `( name = "${name}", wrapped = ( moduleName = "cloudflare-internal:d1-api", innerBindings = [ ( name = "fetcher", service = "floors" ) ] ) )`;
  const ledger = rung === 'whole' ? '( className = "Ledger" )' : '( className = "Forgetful", serviceName = "floors" )';
  const pipeline = `( name = "pipeline", worker = (
    compatibilityDate = "2026-11-01", compatibilityFlags = ["nodejs_compat"],
    modules = [ ( name = "pipeline.js", esModule = embed "pipeline.js" ) ],
    bindings = [
      ${nothing('kvNamespace', ['ROUTES'])}, ${nothing('r2Bucket', ['VAULT'])}, ${['CONTROL', 'LINKS_0', 'LINKS_1'].map(database).join(', ')},
      ( name = "LEDGER", durableObjectNamespace = ${ledger} ), ${nothing('queue', ['WEBHOOKS'])}, ${variables.join(', ')}
    ],
    durableObjectNamespaces = [ ( className = "Ledger", uniqueKey = "ledger", enableSql = true ) ], durableObjectStorage = ( localDisk = "storage" )
  ) )`;
  const floors = `( name = "floors", worker = (
    compatibilityDate = "2026-11-01", modules = [ ( name = "floors.js", esModule = embed "floors.js" ) ],
    durableObjectNamespaces = [ ( className = "Forgetful", uniqueKey = "forgetful", enableSql = true ) ], durableObjectStorage = ( inMemory = void )
  ) )`;
  const consumer = rung === 'empty' ? '( name = "floors", entrypoint = "empty" )' : '"pipeline"';
  const driver = `( name = "driver", worker = (
    compatibilityDate = "2026-11-01", compatibilityFlags = ["service_binding_extra_handlers"],
    modules = [ ( name = "driver.js", esModule = embed "driver.js" ) ],
    bindings = [ ( name = "CONSUMER", service = ${consumer} ), ( name = "LEDGER", durableObjectNamespace = ( className = "Ledger", serviceName = "pipeline" ) ), ( name = "LEDGER_SHARDS", json = "${shards}" ) ]
  ) )`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ ${[pipeline, floors, driver].join(',\n')},
    ( name = "storage", disk = ( path = "${storage}", writable = true ) ),
    ( name = "internet", network = ( allow = ["public", "private"] ) )
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:${port}", http = (), service = "driver" ) ]
);`;
}

async function ask<Answer>(port: number, path: string, body: unknown, trouble: () => string): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${trouble()}`);
  return (await answer.json()) as Answer;
}

async function answering(port: number, child: ChildProcess, trouble: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer();
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`workerd did not start: ${trouble()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
