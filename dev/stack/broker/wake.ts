/** Lets the queues of a started runtime go on with what they have on disk. */
import type { Miniflare } from 'miniflare';
import { BROKER_WORKER } from './attach.ts';

/**
 * Through the worker's front door: handles of Durable Objects make Miniflare wait synchronously, and a runtime that just then has
 * more to log than a pipe holds would wait for us.
 */
export async function wakeQueues(mf: Miniflare, queues: readonly string[]): Promise<void> {
  const broker = await mf.getWorker(BROKER_WORKER);
  for (const queue of queues) await broker.fetch(`http://broker/wake?queue=${encodeURIComponent(queue)}`);
}
