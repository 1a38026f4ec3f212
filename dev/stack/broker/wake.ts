/** Lets the queues of a started runtime go on with what they have on disk. */
import type { Miniflare } from 'miniflare';
import { askWorker } from '../ask-worker.ts';
import { BROKER_WORKER } from './attach.ts';

export async function wakeQueues(mf: Miniflare, queues: readonly string[]): Promise<void> {
  for (const queue of queues)
    await askWorker(mf, BROKER_WORKER, `http://broker/wake?queue=${encodeURIComponent(queue)}`);
}
