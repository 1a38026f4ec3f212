/** Delivers to webhooks: what a queue message names at once, and what is due by the clock. The rows in D1 are the truth; a message only wakes. */
import type { DeliverContext } from '#core/webhook/ports.ts';
import { deliver } from '#core/webhook/deliver.ts';
import { describeError, type Log } from '#platform/log/log.ts';

/** Deliveries on their way at the same time: each is one of a worker's six connections for at most ten seconds. */
const PARALLEL = 5;
/** Deliveries looked up per round. */
const ROUND = 100;
/** A run of the cron ends after this, the next minute's goes on. */
const MAX_RUN_MS = 40_000;

export interface DeliveryRun {
  delivered: number;
  waiting: number;
  failed: number;
}

/** Every message is acknowledged: a delivery that was not made is still due, and the cron finds it. */
export async function deliverNudged(batch: MessageBatch, context: DeliverContext, log: Log): Promise<void> {
  const ids = batch.messages.flatMap(({ body }) => idsOf(body));
  await deliverAll([...new Set(ids)], context, log);
  batch.ackAll();
}

export async function deliverDue(context: DeliverContext, log: Log): Promise<DeliveryRun> {
  const until = context.now() + MAX_RUN_MS;
  const run: DeliveryRun = { delivered: 0, waiting: 0, failed: 0 };
  for (;;) {
    const ids = await context.deliveries.due(context.now(), ROUND);
    const round = await deliverAll(ids, context, log);
    run.delivered += round.delivered;
    run.waiting += round.waiting;
    run.failed += round.failed;
    if (ids.length < ROUND || context.now() >= until) return run;
  }
}

async function deliverAll(ids: readonly string[], context: DeliverContext, log: Log): Promise<DeliveryRun> {
  const run: DeliveryRun = { delivered: 0, waiting: 0, failed: 0 };
  const queue = [...ids];
  const work = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        const state = await deliver(context, id);
        if (state) run[state] += 1;
      } catch (error) {
        log.warn('webhook.delivery_failed', { delivery: id, error: describeError(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, ids.length) }, work));
  return run;
}

function idsOf(body: unknown): string[] {
  const ids = typeof body === 'object' && body !== null ? (body as { ids?: unknown }).ids : undefined;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}
