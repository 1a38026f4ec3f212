/** The workers' Env types are what wrangler generates from their configuration. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { experimental_generateTypes as generateTypes } from 'wrangler';
import { REPOSITORY } from '../stack/repository.ts';
import type { Check } from './check.ts';

interface Worker {
  config: string;
  envInterface: string;
  path: string;
}

const WORKERS: readonly Worker[] = [
  { config: 'wrangler.toml', envInterface: 'EdgeEnv', path: 'workers/edge/worker-configuration.d.ts' },
  { config: 'workers/api/wrangler.toml', envInterface: 'ApiEnv', path: 'workers/api/worker-configuration.d.ts' },
  {
    config: 'workers/pipeline/wrangler.toml',
    envInterface: 'PipelineEnv',
    path: 'workers/pipeline/worker-configuration.d.ts',
  },
];

export const envTypes: Check = {
  name: 'Env types',
  async run({ update }) {
    if (update) await generateEnvTypes();
    for (const worker of WORKERS) {
      const current = await readFile(join(REPOSITORY, worker.path), 'utf8').catch(() => '');
      if (current.trim() !== (await generate(worker)).trim()) {
        throw new Error(`${worker.path} is not what ${worker.config} says. Run: npm run types`);
      }
    }
    return `${WORKERS.length} workers`;
  },
};

export async function generateEnvTypes(): Promise<void> {
  for (const worker of WORKERS) await writeFile(join(REPOSITORY, worker.path), await generate(worker));
}

/** The runtime's own types come from the package `@cloudflare/workers-types`. Paths count from the working directory. */
async function generate(worker: Worker): Promise<string> {
  const { content } = await generateTypes({ ...worker, includeRuntime: false });
  return content;
}
