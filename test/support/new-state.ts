/** The folder of a stack that was just made: migrated databases and nothing in them. */
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Environment variable by which a run of tests names the folder; without it a stack begins from an empty one. */
export const NEW_STATE = 'HOPLINE_NEW_STATE';

/** A folder of its own for one stack. Two dozen of them begin in a run of tests, and migrating each costs seconds. */
export async function newStateDir(): Promise<string> {
  const stateDir = await mkdtemp(join(tmpdir(), 'hopline-e2e-'));
  const made = process.env[NEW_STATE];
  if (made !== undefined) await cp(made, stateDir, { recursive: true });
  return stateDir;
}
