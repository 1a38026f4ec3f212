/** Builds the production bundle and runs it, and each floor, in a plain `workerd serve` of its own, all with the same stand-ins. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { variablesOf } from './variables.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const STAND_INS = fileURLToPath(new URL('./stand-ins/', import.meta.url));
const START_TIMEOUT_MS = 15_000;
const run = promisify(execFile);

export const FLOORS = ['bare', 'kv', 'queue'] as const;
export type ServerName = (typeof FLOORS)[number] | 'edge';

/** What the stand-ins of one server have seen since it started. */
export interface Counts {
  kvReads: number;
  kvWrites: number;
  queueSends: number;
  queueBytes: number;
  events: number;
  d1Statements: number;
}

export interface Server {
  name: ServerName;
  port: number;
  pid: number;
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export interface Bundle {
  path: string;
  bytes: number;
  gzipBytes: number;
}

/** What `wrangler deploy` would upload. */
export async function buildBundle(outDir: string): Promise<Bundle> {
  await run(join(ROOT, 'node_modules/.bin/wrangler'), ['deploy', '--dry-run', '--outdir', outDir], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  });
  // The configurations stand beside the bundle and may embed only what is near them.
  await cp(STAND_INS, outDir, { recursive: true });
  const path = join(outDir, 'index.js');
  const code = await readFile(path);
  return { path, bytes: code.byteLength, gzipBytes: gzipSync(code, { level: 9 }).byteLength };
}

/** Starts one server. Its config is written to `dir`. `inspectPort` opens the profiler. */
export async function startServer(
  name: ServerName,
  bundle: Bundle,
  dir: string,
  inspectPort?: number,
): Promise<Server> {
  const [port, countsPort] = [await freePort(), await freePort()];
  const config = join(dir, `${name}.capnp`);
  const variables = await variablesOf('wrangler.toml', {
    HOST_ALIASES: '{"127.0.0.1":"bench.example"}',
    LEDGER_SHARDS: '4',
    CLICK_ACK: 'after',
  });
  await writeFile(config, configFor({ name, bundle, port, countsPort, variables }));
  const flags = inspectPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspectPort}`];
  const child = spawn(workerdPath(), ['serve', '--experimental', ...flags, config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let trouble = '';
  child.stderr?.on('data', (chunk: Buffer) => (trouble = (trouble + chunk.toString()).slice(-4_000)));
  await answering(port, child, () => trouble);
  return { name, port, pid: child.pid ?? 0, counts: () => readCounts(countsPort), stop: () => stop(child) };
}

export function workerdPath(): string {
  const fromWrangler = createRequire(createRequire(join(ROOT, 'package.json')).resolve('wrangler'));
  return (fromWrangler('workerd') as { default: string }).default;
}

interface Layout {
  name: ServerName;
  bundle: Bundle;
  port: number;
  countsPort: number;
  /** Bindings, as the configuration names them. */
  variables: string[];
}

function configFor({ name, bundle, port, countsPort, variables }: Layout): string {
  const text = (path: string): string => `embed ${JSON.stringify(basename(path))}`;
  const standIn = (id: string): string =>
    `( name = "${id}", worker = ( compatibilityDate = "2026-11-01", modules = [ ( name = "${id}.js", esModule = ${text(`${id}.js`)} ) ] ) )`;
  const database = (binding: string): string =>
    `( name = "${binding}", wrapped = ( moduleName = "cloudflare-internal:d1-api", innerBindings = [ ( name = "fetcher", service = "d1" ) ] ) )`;
  const edge = `( name = "edge", worker = (
    compatibilityDate = "2026-11-01", compatibilityFlags = ["nodejs_compat"],
    modules = [ ( name = "index.js", esModule = ${text(bundle.path)} ) ],
    bindings = [
      ( name = "ROUTES", kvNamespace = "kv" ), ( name = "EVENTS", queue = "queue" ), ( name = "VAULT", r2Bucket = "kv" ),
      ${database('CONTROL')}, ${database('LINKS_0')}, ${database('LINKS_1')},
      ${variables.join(', ')},
      ( name = "GATE", durableObjectNamespace = ( className = "ClickGate" ) ), ( name = "LEDGER", durableObjectNamespace = ( className = "ClickGate" ) )
    ],
    durableObjectNamespaces = [ ( className = "ClickGate", uniqueKey = "gate", enableSql = true ) ], durableObjectStorage = ( inMemory = void )
  ) )`;
  const floors = `( name = "floors", worker = (
    compatibilityDate = "2026-11-01", modules = [ ( name = "floors.js", esModule = ${text('floors.js')} ) ],
    bindings = [ ( name = "ROUTES", kvNamespace = "kv" ), ( name = "EVENTS", queue = "queue" ) ]
  ) )`;
  const counts = `( name = "counts", worker = (
    compatibilityDate = "2026-11-01", modules = [ ( name = "counts.js", esModule = "export default { async fetch(_, env) { const all = await Promise.all([env.KV, env.QUEUE, env.D1].map((each) => each.fetch('http://x/.counts').then((r) => r.json()))); return Response.json(Object.assign({}, ...all)); } };" ) ],
    bindings = [ ( name = "KV", service = "kv" ), ( name = "QUEUE", service = "queue" ), ( name = "D1", service = "d1" ) ]
  ) )`;
  const service = name === 'edge' ? '"edge"' : `( name = "floors", entrypoint = "${name}" )`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ ${[standIn('kv'), standIn('queue'), standIn('d1'), counts, name === 'edge' ? edge : floors].join(',\n')} ],
  sockets = [
    ( name = "http", address = "127.0.0.1:${port}", http = ( cfBlobHeader = "CF-Blob" ), service = ${service} ),
    ( name = "counts", address = "127.0.0.1:${countsPort}", http = (), service = "counts" )
  ]
);`;
}

async function readCounts(port: number): Promise<Counts> {
  return (await fetch(`http://127.0.0.1:${port}/`)).json() as Promise<Counts>;
}

async function answering(port: number, child: ChildProcess, trouble: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await (await fetch(`http://127.0.0.1:${port}/hot`, { redirect: 'manual' })).arrayBuffer();
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`workerd did not start: ${trouble()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
