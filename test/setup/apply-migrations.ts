/** Before each test file in workerd: brings the three D1 databases to the newest schema. Files start with empty storage unless their project shares it. */
import { applyD1Migrations } from 'cloudflare:test';
import { testEnv } from '../support/worker/env.ts';

await Promise.all([
  applyD1Migrations(testEnv.CONTROL, testEnv.TEST_CONTROL_MIGRATIONS),
  applyD1Migrations(testEnv.LINKS_0, testEnv.TEST_LINKS_MIGRATIONS),
  applyD1Migrations(testEnv.LINKS_1, testEnv.TEST_LINKS_MIGRATIONS),
]);
