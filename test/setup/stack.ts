/** Once per run: a local stack's folder as its first start leaves it, for the end-to-end tests to start from copies of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreeBase } from '../../dev/stack/ports.ts';
import { startStack } from '../../dev/stack/start.ts';
import { NEW_STATE } from '../support/new-state.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), 'hopline-new-'));
  const stack = await startStack({ stateDir, basePort: await findFreeBase(), web: false, crons: false });
  await stack.stop();
  process.env[NEW_STATE] = stateDir;
  return () => rm(stateDir, { recursive: true, force: true });
}
