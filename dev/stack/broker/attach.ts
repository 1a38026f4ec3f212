/** Puts the broker in the place of the runtime's own queue emulation, which keeps messages in memory and loses them with the process. */
import { join } from 'node:path';
import { bundleWorker, plainEntry } from '../bundle.ts';
import { REPOSITORY } from '../repository.ts';
import type { WorkerOptions } from '../workers.ts';
import type { Consumer } from './inside/settle.ts';

export const BROKER_WORKER = 'hopline-broker';
const MAIN = join(REPOSITORY, 'dev/stack/broker/inside/worker.ts');
/** Lets a service binding deliver a queue's batches. */
const FLAGS = ['nodejs_compat', 'service_binding_extra_handlers'];
/** Cloudflare's own defaults. */
const DEFAULTS = { maxBatchSize: 10, maxBatchTimeout: 5, maxRetries: 3, retryDelay: 0 };

interface ConsumerOptions {
  maxBatchSize?: number;
  maxBatchTimeout?: number;
  maxRetries?: number;
  retryDelay?: number;
  deadLetterQueue?: string;
}

/** The workers with their queue bindings led to the broker, and the broker itself. @param main another broker module, for faults. */
export async function withBroker(workers: readonly WorkerOptions[], main = MAIN): Promise<WorkerOptions[]> {
  const consumers = consumersOf(workers);
  const names = [...new Set(Object.values(consumers).map(({ worker }) => worker))];
  const contents = await bundleWorker({ entry: plainEntry(main) });
  const broker: WorkerOptions = {
    name: BROKER_WORKER,
    compatibilityDate: workers[0]?.compatibilityDate ?? '2026-11-01',
    compatibilityFlags: FLAGS,
    modules: [{ type: 'ESModule', path: `${BROKER_WORKER}.mjs`, contents }],
    bindings: { CONSUMERS: consumers as never },
    serviceBindings: Object.fromEntries(names.map((name) => [`CONSUMER_${name}`, name])),
    // Deliveries that wait are timers in memory; an eviction would forget them until the next send.
    durableObjects: { BROKER: { className: 'Broker', useSQLite: true, unsafePreventEviction: true } },
  };
  return [...workers.map(throughBroker), broker];
}

/** Queues that somebody consumes. */
export function queuesOf(workers: readonly WorkerOptions[]): string[] {
  return Object.keys(consumersOf(workers));
}

function throughBroker(worker: WorkerOptions): WorkerOptions {
  const producers = (worker.queueProducers ?? {}) as Record<string, { queueName: string }>;
  const bindings = Object.entries(producers).map(([binding, { queueName: queue }]) => [
    binding,
    { name: BROKER_WORKER, entrypoint: 'Queue', props: { queue } },
  ]);
  const serviceBindings = { ...worker.serviceBindings, ...Object.fromEntries(bindings) };
  return { ...worker, queueProducers: {}, queueConsumers: {}, serviceBindings };
}

function consumersOf(workers: readonly WorkerOptions[]): Record<string, Consumer> {
  const entries = workers.flatMap(({ name = '', queueConsumers = {} }) =>
    Object.entries(queueConsumers as Record<string, ConsumerOptions>).map(([queue, options]): [string, Consumer] => {
      const { maxBatchSize, maxBatchTimeout, maxRetries, retryDelay } = { ...DEFAULTS, ...options };
      const { deadLetterQueue } = options;
      const settings = { worker: name, maxBatchSize, maxBatchTimeoutMs: maxBatchTimeout * 1_000, maxRetries };
      return [
        queue,
        { ...settings, retryDelaySeconds: retryDelay ?? 0, ...(deadLetterQueue !== undefined && { deadLetterQueue }) },
      ];
    }),
  );
  return Object.fromEntries(entries);
}
