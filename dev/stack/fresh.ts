/** `--fresh`: removes everything the local stack has stored, unless a running one still uses it. */
import { mkdir, rm } from 'node:fs/promises';
import { takeLock } from './lock.ts';

export async function removeState(stateDir: string): Promise<void> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  // Throws when the folder is in use, and ends what a killed start left behind.
  const lock = await takeLock(stateDir);
  await lock.release();
  await rm(stateDir, { recursive: true, force: true });
}
