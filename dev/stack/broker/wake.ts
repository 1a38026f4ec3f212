/** Lets the queues of a started runtime go on with what they have on disk. */
import type { Miniflare } from 'miniflare';
import { BROKER_BINDING, BROKER_WORKER } from './attach.ts';
import type { Backlog } from './inside/broker.ts';

/** The broker of one queue, as seen from outside the runtime. */
export interface BrokerHandle {
  wake(): Promise<void>;
  backlog(): Promise<Backlog>;
}

export async function brokerOf(mf: Miniflare, queue: string): Promise<BrokerHandle> {
  const namespace = await mf.getDurableObjectNamespace(BROKER_BINDING, BROKER_WORKER);
  return namespace.getByName(queue) as unknown as BrokerHandle;
}

export async function wakeQueues(mf: Miniflare, queues: readonly string[]): Promise<void> {
  for (const queue of queues) await (await brokerOf(mf, queue)).wake();
}
