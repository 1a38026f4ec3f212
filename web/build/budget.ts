/** Prints what a first visit downloads as JavaScript, and fails the build when it outgrows the budget. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** DESIGN §10: a first load stays under 200 KB of gzipped JavaScript. */
const MAX_FIRST_LOAD_BYTES = 200_000;
/** What a signed-in person waits for before the links are there: the entry, the frame around pages, and the list. */
const FIRST_LOAD_MODULES = ['/web/src/shell/shell.tsx', '/web/src/links/links.tsx'];
const WORKER_FILE = '_worker.js';

interface Chunk {
  fileName: string;
  code: string;
  isEntry: boolean;
  imports: string[];
  facadeModuleId: string | null;
}

function isFirst(chunk: Chunk): boolean {
  if (chunk.fileName === WORKER_FILE) return false;
  return chunk.isEntry || FIRST_LOAD_MODULES.some((module) => chunk.facadeModuleId?.endsWith(module));
}

/** The first chunks and everything they import statically, each file once. */
function firstLoad(chunks: Map<string, Chunk>): Set<string> {
  const seen = new Set<string>();
  const queue = [...chunks.values()].filter(isFirst).map((chunk) => chunk.fileName);
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    queue.push(...(chunks.get(file)?.imports ?? []));
  }
  return seen;
}

export function firstLoadBudget(): Plugin {
  return {
    name: 'hopline:first-load-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const file of Object.values(bundle)) if (file.type === 'chunk') chunks.set(file.fileName, file);
      let bytes = 0;
      for (const file of firstLoad(chunks)) bytes += gzipSync(chunks.get(file)?.code ?? '').length;
      console.info(
        `first load: ${(bytes / 1000).toFixed(1)} KB of JavaScript, gzipped (budget ${MAX_FIRST_LOAD_BYTES / 1000} KB)`,
      );
      if (bytes > MAX_FIRST_LOAD_BYTES) this.error('The first load is over its budget: load something lazily.');
    },
  };
}
