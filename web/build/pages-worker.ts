/** Emits worker.ts as `_worker.js`, the name under which Pages runs a worker in front of the files. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export function pagesWorker(): Plugin {
  return {
    name: 'hopline:pages-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({
        type: 'chunk',
        id: fileURLToPath(new URL('../worker.ts', import.meta.url)),
        fileName: '_worker.js',
        preserveSignature: 'strict',
      });
    },
  };
}
