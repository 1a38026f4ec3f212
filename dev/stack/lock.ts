/** One stack per state folder: a lock file names the process that holds it, and outlives no one. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endRuntimes } from './orphans.ts';
import { processInfo } from './processes.ts';

interface LockContent {
  pid: number;
  /** Runtime processes of the holder: if it is killed they stay behind, and the next start may end them. */
  runtimes: number[];
  /** The holder has been told to stop and will be gone soon. */
  stopping?: true;
}

export interface Lock {
  recordRuntimes(pids: number[]): Promise<void>;
  /** Makes the next start wait instead of giving up. */
  markStopping(): Promise<void>;
  release(): Promise<void>;
}

/** Longer than a stop takes: draining the queue, then ending each process. */
const MAX_WAIT_FOR_STOP_MS = 30_000;
const POLL_INTERVAL_MS = 200;

/** Throws a sentence when a living process holds the folder; waits for one that stops, cleans up after a dead one. */
export async function takeLock(stateDir: string): Promise<Lock> {
  const file = join(stateDir, 'lock');
  const content: LockContent = { pid: process.pid, runtimes: [] };
  const write = (flag: string): Promise<void> => writeFile(file, JSON.stringify(content), { flag, mode: 0o600 });
  const deadline = Date.now() + MAX_WAIT_FOR_STOP_MS;
  while (!(await isWritten(write('wx')))) await makeWay(file, deadline);
  return {
    recordRuntimes: async (pids) => {
      content.runtimes = pids;
      await write('w');
    },
    markStopping: async () => {
      content.stopping = true;
      await write('w');
    },
    release: () => rm(file, { force: true }),
  };
}

async function isWritten(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function makeWay(file: string, deadline: number): Promise<void> {
  const held = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as LockContent)
    .catch((): LockContent => ({ pid: 0, runtimes: [] }));
  const holder = await processInfo(held.pid);
  // Pids are used again by other programs; the holder must look like Hopline's own start.
  if (!holder || !/\bnode\b/.test(holder.command)) {
    await endRuntimes(held.runtimes);
    await rm(file, { force: true });
  } else if (held.stopping && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  } else {
    const { pid } = held;
    throw new Error(
      `Hopline already runs from this folder (process ${pid}). Stop it with Ctrl-C there, or: kill ${pid}`,
    );
  }
}
