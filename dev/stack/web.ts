/** The web app of the local stack: built when its sources are newer, served as on Pages by its own small worker. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LOOPBACK } from './addresses.ts';
import { bundleWorker, plainEntry } from './bundle.ts';
import { REPOSITORY } from './repository.ts';
import type { WorkerOptions } from './workers.ts';

const WEB = join(REPOSITORY, 'web');
const DIST = join(WEB, 'dist');
/** What the built app is made of; the rules of core are bundled into it. */
const SOURCES = [WEB, join(REPOSITORY, 'workers/core'), join(REPOSITORY, 'package-lock.json')];
const MAX_BUILD_OUTPUT_CHARS = 4_000;

/** Runs Vite when something is newer than the last build. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  const built = await newestMs(join(DIST, 'index.html'));
  const sources = await Promise.all(SOURCES.map(newestMs));
  if (built > Math.max(...sources)) return;
  say('Building the web app');
  const vite = join(REPOSITORY, 'node_modules/vite/bin/vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', join(WEB, 'vite.config.ts'), '--logLevel', 'warn'],
    {
      cwd: REPOSITORY,
      // A test run says NODE_ENV=test, which would bundle React's development build.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-MAX_BUILD_OUTPUT_CHARS)));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The web app does not build:\n${output}`);
}

/** Latest change in a file or under a folder, in Unix milliseconds; 0 when it does not exist. */
async function newestMs(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = (await readdir(path)).filter(
    (name) => name !== 'dist' && name !== 'node_modules' && !name.endsWith('.test.ts'),
  );
  return Math.max(0, ...(await Promise.all(names.map((name) => newestMs(join(path, name))))));
}

export async function webWorkerOptions(port: number, compatibilityDate: string): Promise<WorkerOptions> {
  const contents = await bundleWorker({ entry: plainEntry(join(WEB, 'worker.ts')) });
  return {
    name: 'hopline-web',
    compatibilityDate,
    modules: [{ type: 'ESModule', path: 'hopline-web.mjs', contents }],
    serviceBindings: { API: 'hopline-api' },
    assets: {
      directory: DIST,
      binding: 'ASSETS',
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
    unsafeDirectSockets: [{ host: LOOPBACK, port, proxy: false }],
  };
}
