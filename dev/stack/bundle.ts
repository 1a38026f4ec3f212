/** Bundles a worker with the settings wrangler uses, in milliseconds and without its command line. */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin, version } from 'esbuild';
import { bundleKey, BUNDLES, keepBundle, keptBundle, writeWhole } from './bundle-cache.ts';
import { REPOSITORY } from './repository.ts';

const ENTRY = 'entry.ts';
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

const SETTINGS = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  target: 'es2024',
  minifyWhitespace: true,
  sourcesContent: false,
  conditions: ['workerd', 'worker', 'browser', 'module'],
  mainFields: ['module', 'browser', 'main'],
  external: ['cloudflare:*', 'node:*'],
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.sql': 'text', '.html': 'text', '.txt': 'text' },
  logLevel: 'silent',
} as const satisfies BuildOptions;

/**
 * The bundle as one ES module, as kept on disk when nothing in it has changed. Throws with esbuild's own messages when the code does
 * not build. Its source map lies beside it: a start of the runtime copies all code a few hundred times over, so that a bundle of
 * 20 MB with its map within costs seconds.
 */
export async function bundleWorker({ entry, minify = false }: BundleOptions): Promise<Uint8Array> {
  const key = bundleKey([version, JSON.stringify({ ...SETTINGS, minify, absWorkingDir: REPOSITORY }), entry]);
  const kept = await keptBundle(key);
  if (kept) return kept;
  const startedAt = Date.now();
  const outfile = join(BUNDLES, `${key}.js`);
  const result = await build({
    ...SETTINGS,
    stdin: { contents: entry, resolveDir: REPOSITORY, sourcefile: ENTRY, loader: 'ts' },
    outfile,
    minify,
    keepNames: !minify,
    sourcemap: minify ? false : 'external',
    plugins: [nodeModules],
    absWorkingDir: REPOSITORY,
  });
  const output = result.outputFiles.find(({ path }) => path === outfile);
  if (!output) throw new Error('esbuild made no output');
  const map = result.outputFiles.find(({ path }) => path === `${outfile}.map`);
  if (map) await writeWhole(map.path, map.contents);
  const code = map ? new TextEncoder().encode(`${output.text}//# sourceMappingURL=${map.path}\n`) : output.contents;
  const inputs = Object.keys(result.metafile.inputs).filter((path) => path !== ENTRY);
  await keepBundle(key, { inputs, code, startedAt });
  return code;
}

/** An entry that passes the worker on as it is. */
export function plainEntry(main: string): string {
  return `export * from ${JSON.stringify(main)};\nexport { default } from ${JSON.stringify(main)};\n`;
}
