/** Builds the web app into web/dist: hashed assets, index.html and the Pages worker. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadBudget } from './build/budget.ts';
import { drawnWorld } from './build/draw-world.ts';
import { pagesWorker } from './build/pages-worker.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Screens that use a part before it comes with every screen. */
const MANY_SCREENS = 5;
/**
 * A dozen files for a screen instead of seventy, and larger ones compress better: what every page needs, what the frame around
 * it begins with, and what most screens share. Forms stand apart, because signing in needs little else.
 */
const SHARED_CHUNKS = [
  {
    name: 'frame',
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//,
    priority: 4,
  },
  { name: 'first', tags: ['$initial' as const], priority: 3 },
  { name: 'icons', test: /node_modules\/lucide-react\//, minShareCount: 2, priority: 2 },
  {
    name: 'forms',
    test: /\/web\/src\/(design\/(button|check-field|field|notice|class-names)|shell\/logo)\./,
    minShareCount: MANY_SCREENS,
    priority: 2,
  },
  {
    name: 'parts',
    test: /\/web\/src\/(?!session\/)|node_modules\/@(base-ui|floating-ui)\//,
    minShareCount: MANY_SCREENS,
    priority: 1,
  },
];

export default defineConfig({
  root,
  plugins: [react(), drawnWorld(), pagesWorker(), firstLoadBudget()],
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
