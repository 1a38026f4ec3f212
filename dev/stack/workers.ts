/** Turns a worker's wrangler configuration into what Miniflare runs: bundled, on its own port, with local addresses. */
import { join } from 'node:path';
import type { V4MiniflareOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as getWorkerOptions, unstable_readConfig as readConfig } from 'wrangler';
import { LOOPBACK } from './addresses.ts';
import { bundleWorker } from './bundle.ts';
import { REPOSITORY } from './repository.ts';

export type WorkerOptions = Extract<V4MiniflareOptions, { workers: unknown }>['workers'][number];

export interface LocalWorker {
  /** Path of its wrangler.toml from the top of the repository. */
  config: string;
  /** None for workers that only other workers reach. */
  port?: number;
  /** Variables and secrets that differ from the configuration. */
  vars: Record<string, string>;
  /** Main module in place of the configuration's. */
  main?: string | undefined;
}

const DRAINABLE = join(REPOSITORY, 'dev/stack/inside/drainable.ts');

export async function workerOptions({ config, port, vars, main: replacement }: LocalWorker): Promise<WorkerOptions> {
  const parsed = readConfig({ config: join(REPOSITORY, config) }, { hideWarnings: true });
  const { workerOptions: options, main } = getWorkerOptions(parsed);
  if (!parsed.name || !main) throw new Error(`${config} names no worker or no main module.`);
  const contents = await bundleWorker({ entry: drainableEntry(replacement ?? main) });
  return {
    ...(options as object),
    name: parsed.name,
    modules: [{ type: 'ESModule', path: `${parsed.name}.mjs`, contents }],
    bindings: { ...(options.bindings as object), ...vars },
    ...(port !== undefined && { unsafeDirectSockets: [{ host: LOOPBACK, port, proxy: false }] }),
  };
}

/** Cron expressions of a configuration, as production would fire them. */
export function cronsOf(config: string): string[] {
  return readConfig({ config: join(REPOSITORY, config) }, { hideWarnings: true }).triggers.crons ?? [];
}

function drainableEntry(main: string): string {
  const path = JSON.stringify(main);
  return `import { drainable } from ${JSON.stringify(DRAINABLE)};
import worker from ${path};
export * from ${path};
export default drainable(worker);
`;
}
