/** Bundles a worker with the settings wrangler uses, in milliseconds and without its command line. */
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const BUILTINS = builtinModules.filter((name) => !name.startsWith('_'));

/** Packages name Node's modules with and without `node:`; workerd knows them only with it. */
const nodeModules: Plugin = {
  name: 'node-modules',
  setup(setup) {
    const bare = new RegExp(`^(${BUILTINS.map((name) => name.replace('/', '\\/')).join('|')})$`);
    setup.onResolve({ filter: bare }, ({ path }) => ({ path: `node:${path}`, external: true }));
  },
};

export interface BundleOptions {
  /** Text of the entry module; its imports are resolved from the repository. */
  entry: string;
  minify?: boolean;
}

/** The bundle as one ES module. Throws with esbuild's own messages when the code does not build. */
export async function bundleWorker({ entry, minify = false }: BundleOptions): Promise<Uint8Array> {
  const result = await build({
    stdin: { contents: entry, resolveDir: REPOSITORY, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    minify,
    keepNames: !minify,
    sourcemap: minify ? false : 'inline',
    conditions: ['workerd', 'worker', 'browser', 'module'],
    mainFields: ['module', 'browser', 'main'],
    external: ['cloudflare:*', 'node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.sql': 'text', '.html': 'text', '.txt': 'text' },
    plugins: [nodeModules],
    absWorkingDir: REPOSITORY,
    logLevel: 'silent',
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error('esbuild made no output');
  return output.contents;
}

/** An entry that passes the worker on as it is. */
export function plainEntry(main: string): string {
  return `export * from ${JSON.stringify(main)};\nexport { default } from ${JSON.stringify(main)};\n`;
}
