/** Before each test file in workerd: brings the three D1 databases to the newest schema. Each file starts with empty storage. */
import { applyD1Migrations } from 'cloudflare:test';
import { testEnv } from '../support/worker/env.ts';

await applyD1Migrations(testEnv.CONTROL, testEnv.TEST_CONTROL_MIGRATIONS);
await applyD1Migrations(testEnv.LINKS_0, testEnv.TEST_LINKS_MIGRATIONS);
await applyD1Migrations(testEnv.LINKS_1, testEnv.TEST_LINKS_MIGRATIONS);
