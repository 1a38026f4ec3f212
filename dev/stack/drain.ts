/**
 * Waits until nothing that was answered is still only in memory, before workerd is ended.
 *
 * Three places can hold an accepted event: a promise of the edge (waitUntil), the local queue's backlog, and a batch or a
 * retry of the consumer. The workers count their own (see inside/drainable.ts), the queue knows its backlog; the stack is quiet when
 * all are zero several times in a row, because a message on its way from one place to the next is in none of them.
 */
import type { Miniflare } from 'miniflare';
import { CONTROL_HEADER, type Pending, PENDING_PATH } from './inside/drainable.ts';

const QUIET_POLLS = 4;
const POLL_INTERVAL_MS = 75;

export interface DrainOptions {
  workers: readonly string[];
  /** Worker and binding of each queue that something sends to. */
  queues: readonly { worker: string; binding: string }[];
  /** Value of the control binding. */
  control: string;
  timeoutMs: number;
}

/** Stops the intake, then waits. Resolves with how many events were still in memory when time was up; normally 0. */
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

async function countPending(mf: Miniflare, { workers, queues, control }: DrainOptions): Promise<number> {
  const ofWorkers = workers.map(async (name) => {
    const worker = await mf.getWorker(name);
    const answer = await worker.fetch(`http://local${PENDING_PATH}?drain`, { headers: { [CONTROL_HEADER]: control } });
    const { running, retrying } = (await answer.json()) as Pending;
    return running + retrying;
  });
  const ofQueues = queues.map(async ({ worker, binding }) => {
    const queue = (await mf.getQueueProducer(binding, worker)) as unknown as {
      metrics(): Promise<{ backlogCount: number }>;
    };
    return (await queue.metrics()).backlogCount;
  });
  const counts = await Promise.all([...ofWorkers, ...ofQueues]);
  return counts.reduce((sum, count) => sum + count, 0);
}
