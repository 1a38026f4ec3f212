/** Bundles a worker with the settings wrangler uses, in milliseconds and without its command line. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile, type Plugin } from 'esbuild';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Where the runtime finds the source maps of what it runs, one for each entry. */
const MAPS = join(REPOSITORY, 'node_modules/.cache/hopline/maps');
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

/**
 * The bundle as one ES module. Throws with esbuild's own messages when the code does not build. Its source map lies beside it on disk:
 * a start of the runtime copies all code a few hundred times over, so that a bundle of 20 MB with its map within costs seconds.
 */
export async function bundleWorker({ entry, minify = false }: BundleOptions): Promise<Uint8Array> {
  const outfile = join(MAPS, `${createHash('sha256').update(entry).digest('hex').slice(0, 16)}.js`);
  const result = await build({
    stdin: { contents: entry, resolveDir: REPOSITORY, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    write: false,
    outfile,
    format: 'esm',
    target: 'es2024',
    minify,
    minifyWhitespace: true,
    keepNames: !minify,
    sourcemap: minify ? false : 'external',
    sourcesContent: false,
    conditions: ['workerd', 'worker', 'browser', 'module'],
    mainFields: ['module', 'browser', 'main'],
    external: ['cloudflare:*', 'node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.sql': 'text', '.html': 'text', '.txt': 'text' },
    plugins: [nodeModules],
    absWorkingDir: REPOSITORY,
    logLevel: 'silent',
  });
  const output = result.outputFiles.find(({ path }) => path === outfile);
  if (!output) throw new Error('esbuild made no output');
  const map = result.outputFiles.find(({ path }) => path === `${outfile}.map`);
  return map ? withMap(output.text, map) : output.contents;
}

async function withMap(code: string, map: OutputFile): Promise<Uint8Array> {
  await mkdir(MAPS, { recursive: true });
  // Several stacks may start at once: each finds a whole file.
  const written = `${map.path}.${process.pid}`;
  await writeFile(written, map.contents);
  await rename(written, map.path);
  return new TextEncoder().encode(`${code}//# sourceMappingURL=${map.path}\n`);
}

/** An entry that passes the worker on as it is. */
export function plainEntry(main: string): string {
  return `export * from ${JSON.stringify(main)};\nexport { default } from ${JSON.stringify(main)};\n`;
}
