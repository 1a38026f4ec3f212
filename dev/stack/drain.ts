/**
 * Waits until nothing that was answered is still only in memory, before workerd is ended.
 *
 * What the queue and the ledger hold is on disk. An answered click that has not reached them yet is a promise of the edge
 * (waitUntil): the workers count their own (see inside/drainable.ts), and the stack is quiet when none is left several times in a row.
 */
import type { Miniflare } from 'miniflare';
import { askWorker } from './ask-worker.ts';
import { CONTROL_HEADER, type Pending, PENDING_PATH } from './inside/drainable.ts';

const QUIET_POLLS = 3;
const POLL_INTERVAL_MS = 50;

export interface DrainOptions {
  workers: readonly string[];
  /** Value of the control binding. */
  control: string;
  timeoutMs: number;
}

/** Stops the intake, then waits. Resolves with how much was still under way when time was up; normally 0. */
export async function drain(mf: Miniflare, options: DrainOptions): Promise<number> {
  const deadline = Date.now() + options.timeoutMs;
  let quiet = 0;
  let pending = 0;
  while (quiet < QUIET_POLLS && Date.now() < deadline) {
    pending = await countPending(mf, options);
    quiet = pending === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return pending;
}

async function countPending(mf: Miniflare, { workers, control }: DrainOptions): Promise<number> {
  const counts = await Promise.all(
    workers.map(async (name) => {
      const headers = { [CONTROL_HEADER]: control };
      const answer = await askWorker(mf, name, `http://local${PENDING_PATH}?drain`, { headers });
      return ((await answer.json()) as Pending).running;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
