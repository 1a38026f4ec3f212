/** Builds the web app into web/dist: hashed assets, index.html and the Pages worker. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadBudget } from './build/budget.ts';
import { pagesWorker } from './build/pages-worker.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** One file instead of a dozen: what every page needs. Larger files compress better. */
const SHARED_CHUNKS = [
  { name: 'frame', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\// },
];

export default defineConfig({
  root,
  plugins: [react(), pagesWorker(), firstLoadBudget()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Data urls would need `data:` in the policy; every asset stays a file.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: SHARED_CHUNKS } } },
    // The polyfill is an inline script in old browsers' path; the policy allows none.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://127.0.0.1:8788', ws: true } },
  },
});
