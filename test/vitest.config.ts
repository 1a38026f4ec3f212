/** The test projects: pure rules in Node, each worker in workerd on real bindings, the web app in jsdom, the whole stack end to end. */
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { workerProject } from './setup/worker-project.ts';

/** On a busy two-core machine a test is slow, not wrong. */
const TEST_TIMEOUT_MS = 20_000;
/** End-to-end tests wait for the whole stack to start, stop and catch up. */
const E2E_TIMEOUT_MS = 120_000;
/** As many as there are cores where this runs. */
const MAX_WORKERS = 2;
/** A whole stack spends much of its time waiting: for a cron, a cache to end, a process to start. */
const MAX_STACKS = 3;
/** A seed under faults waits for half of its time: breakers pause, processes start again. */
const MAX_FAULTY_STACKS = 4;

const patient = { testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS };
const inWorkerd = { ...patient, setupFiles: ['test/setup/apply-migrations.ts'] };

export default defineConfig({
  test: {
    globalSetup: ['test/setup/clickhouse.ts', 'test/setup/mail.ts'],
    maxWorkers: MAX_WORKERS,
    // What a passing test prints is noise around the one that fails.
    silent: 'passed-only',
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/hopline/test-report.json' }]],
    projects: [
      {
        test: {
          name: 'core',
          include: ['workers/{core,platform}/**/*.test.ts', 'test/outbound/*.test.ts'],
          exclude: ['**/*.worker.test.ts'],
          // Pure rules leave nothing behind for the next file.
          isolate: false,
          ...patient,
        },
      },
      {
        plugins: [cloudflareTest(workerProject('edge'))],
        test: { name: 'edge', include: ['workers/edge/**/*.test.ts'], ...inWorkerd },
      },
      {
        plugins: [cloudflareTest(workerProject('pipeline'))],
        test: { name: 'pipeline', include: ['workers/pipeline/**/*.test.ts'], ...inWorkerd },
      },
      {
        plugins: [cloudflareTest(workerProject('api'))],
        test: {
          name: 'api',
          include: ['workers/api/**/*.test.ts', 'workers/{core,platform}/**/*.worker.test.ts'],
          ...inWorkerd,
          // Loading the api takes seconds, so its files share a workerd and its stores: each test brings its own tenant.
          isolate: false,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'web',
          // Most of it is rules; what needs a window says so in its first line.
          environment: 'node',
          include: ['web/src/**/*.test.{ts,tsx}', 'web/*.test.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'dev',
          include: ['dev/**/*.test.ts', 'test/bench/**/*.test.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/setup/stack.ts'],
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
          // Last, because each file starts a whole stack of its own.
          maxWorkers: MAX_STACKS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
          // After everything else: it takes minutes, and what it breaks needs both cores to recover.
          maxWorkers: MAX_FAULTY_STACKS,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
