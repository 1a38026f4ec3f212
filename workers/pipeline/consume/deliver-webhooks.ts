/** Delivers to webhooks what a queue message names, and wakes itself for what is due. The rows in D1 are the truth; a message only wakes. */
import type { DeliverContext, DueDeliveries, Nudge } from '#core/webhook/ports.ts';
import { deliver } from '#core/webhook/deliver.ts';
import { describeError, type Log } from '#platform/log/log.ts';

/** Deliveries on their way at the same time: each is one of a worker's six connections for at most ten seconds. */
const PARALLEL = 5;
/** Deliveries woken per minute: what is woken in vain is due again in the next. */
const MAX_DUE = 1_000;

/** Every message is acknowledged: a delivery that was not made is still due, and the cron finds it. */
export async function deliverNudged(batch: MessageBatch, context: DeliverContext, log: Log): Promise<void> {
  const ids = batch.messages.flatMap(({ body }) => idsOf(body));
  await deliverAll([...new Set(ids)], context, log);
  batch.ackAll();
}

/** Wakes the deliverer for all that is due: each message is work for an invocation of its own, with its own bounds. */
export async function wakeDue(
  deliveries: Pick<DueDeliveries, 'due'>,
  nudge: Nudge,
  now: number,
): Promise<{ due: number }> {
  const ids = await deliveries.due(now, MAX_DUE);
  if (ids.length > 0) await nudge(ids);
  return { due: ids.length };
}

async function deliverAll(ids: readonly string[], context: DeliverContext, log: Log): Promise<void> {
  const queue = [...ids];
  const work = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        await deliver(context, id);
      } catch (error) {
        log.warn('webhook.delivery_failed', { delivery: id, error: describeError(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, ids.length) }, work));
}

function idsOf(body: unknown): string[] {
  const ids = typeof body === 'object' && body !== null ? (body as { ids?: unknown }).ids : undefined;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}
